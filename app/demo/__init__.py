"""Invented data for demonstrations: nobody here exists, every number is from a fictitious range."""
