"""The applicant's home and the help page."""
