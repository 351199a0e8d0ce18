"""Advisers: the queue of candidatures, one of them, its file for a stated purpose, the acts."""
