"""Signing in and out at this door."""
