"""The queue of companies that ask to join, one request with its evidence, and the acts on it."""
