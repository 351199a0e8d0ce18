"""Who saw my file."""
