"""Candidatures on offers: seven steps, from the applicant's act to the lease."""
