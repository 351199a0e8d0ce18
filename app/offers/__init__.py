"""Dwellings on offer by landlords."""
