"""What there is to do, and figures of visible people only."""
