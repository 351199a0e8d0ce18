"""What landlords send by file: their offers, and what became of candidatures."""
