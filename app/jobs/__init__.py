"""Long work: a door asks by an outbox row, the worker does it as the one who asked."""
