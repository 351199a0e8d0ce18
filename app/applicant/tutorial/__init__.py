"""The tutorial: a page a step; skipped at any moment, found again in help."""
