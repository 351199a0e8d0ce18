"""Accounts, sessions and one-time links of the three audiences. Separate per door, always."""
