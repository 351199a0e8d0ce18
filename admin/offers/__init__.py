"""Landlords' offers: list, one with its ranked candidatures, entering one, sending the list."""
