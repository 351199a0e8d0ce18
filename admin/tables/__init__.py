"""The dated tables: what is in force, what comes, and a new version looked at before it is kept."""
