"""Who may do what: actors, permissions, and the one table that grants them."""
