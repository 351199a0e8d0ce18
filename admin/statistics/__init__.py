"""The network's figures, month by month."""
