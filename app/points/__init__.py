"""Company points: a published scale, an append-only ledger, a yearly budget.

A line names a period of visibility (`public_id`), never a request: once the period is over the
line names nobody, and whoever comes back starts without it. Everything is written by the functions
of app/db/sql/points.sql, one act of a company at a time.
"""
