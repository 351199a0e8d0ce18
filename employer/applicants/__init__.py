"""Visible applicants: the list, one person, the full file for a stated purpose."""
