"""Asking to join, open to everybody; and what an owner answers to whoever asks to act for the
company."""
