"""PostgreSQL: one engine, one login per door, one signed context per transaction."""
