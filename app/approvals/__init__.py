"""A second person for what touches many: exports and awards over a limit of the company."""
