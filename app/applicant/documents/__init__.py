"""My documents: the list that applies, ticks, and the file said to be ready."""
