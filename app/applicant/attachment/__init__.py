"""Whose employer the request is attached to, and the co-applicant's agreement to theirs."""
