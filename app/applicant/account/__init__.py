"""One's own account: password, address, identity, second factor, sessions."""
