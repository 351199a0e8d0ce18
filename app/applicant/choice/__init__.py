"""What my employer may see: choose, preview, withdraw, look back."""
