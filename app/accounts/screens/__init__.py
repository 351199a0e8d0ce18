"""The pages of signing in, written once for the three doors.

Each door's `session` family makes its own blueprint and adds these to it.
"""
