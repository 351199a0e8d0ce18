"""Keys of landlords' systems."""
