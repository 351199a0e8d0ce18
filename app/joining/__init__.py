"""Companies that ask to join by themselves: who asks, with which mandate, and what staff decide.

Nothing here reads whether the company is on the portal before staff look: whoever asks gets one
same answer, in the same time.
"""
