"""Export the list: said beforehand who and what is in it, for a purpose, and made by the worker."""
