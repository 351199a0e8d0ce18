"""Without a Numéro Unique: the site on which to register a request."""
