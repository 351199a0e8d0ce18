"""Words for the codes of the registered request, one file per field of life."""
