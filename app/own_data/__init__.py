"""Everything the portal holds of an applicant: a copy to take away, and its erasure."""
