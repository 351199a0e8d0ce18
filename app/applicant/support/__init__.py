"""What the employer does for a candidature: its note, the dwellings it suggests, one's answers."""
