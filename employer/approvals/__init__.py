"""What waits for a second person: answered by a colleague, then done by whoever asked."""
