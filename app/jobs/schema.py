"""The queue's own schema: procrastinate's tables, reached by the worker's login alone."""

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection

QUEUE_SCHEMA = "procrastinate"


def queue_ddl() -> str:
    """The library's own schema text, made to land in its own schema (driver-level SQL)."""
    body = SchemaManager.get_schema().replace("%", "%%")
    return (
        f"CREATE SCHEMA {QUEUE_SCHEMA};\nSET LOCAL search_path = {QUEUE_SCHEMA};\n{body}\n"
        "SET LOCAL search_path = public;"
    )


def open_queue_to(connection: Connection, login: str) -> None:
    """Let the worker's login, and it only, use the queue."""
    run = connection.exec_driver_sql
    run(f"REVOKE ALL ON SCHEMA {QUEUE_SCHEMA} FROM PUBLIC")
    run(f'GRANT USAGE ON SCHEMA {QUEUE_SCHEMA} TO "{login}"')
    run(f'GRANT ALL ON ALL TABLES IN SCHEMA {QUEUE_SCHEMA} TO "{login}"')
    run(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA {QUEUE_SCHEMA} TO "{login}"')
