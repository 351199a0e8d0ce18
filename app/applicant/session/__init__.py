"""Signing up, in and out at the applicants' door."""
