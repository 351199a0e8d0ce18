"""One module for each kind of report: what it reads, and the document made of it."""
