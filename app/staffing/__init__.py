"""Action Logement's own accounts: opened, changed and ended by its administrators."""
