"""Bringing a registered request into the account: the number, then the code."""
