"""The share of attributions that went to priority households."""
