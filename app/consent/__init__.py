"""Choices: made, changed, withdrawn, expired; each leaves an append-only line."""
