"""The journal: who did what, append-only, sealed into a chain, purgeable without breaking it."""
