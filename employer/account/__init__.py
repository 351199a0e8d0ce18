"""One's own account: password, sessions, recovery codes."""
