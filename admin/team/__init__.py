"""Action Logement's own accounts, for its administrators."""
