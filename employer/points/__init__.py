"""Company points: balance and budget, scale, ledger, awards, contests."""
