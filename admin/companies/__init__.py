"""Staff's screens of companies: search, create, verify, codes, policies, users."""
