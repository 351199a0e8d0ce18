"""The nightly proof: every copy of what is open agrees with the newest choice."""

from sqlalchemy import Connection, text

from app.privacy.rls import COPYING_TABLES, PROOF_FLAGS

# A block that came after the choice stays closed: only one that is open and should not be is wrong.
_NEWEST = """
WITH newest AS (
  SELECT DISTINCT ON (request_id) request_id, choice, sensitive, company_id, visible_until
  FROM consent ORDER BY request_id, made_at DESC, id
)
SELECT count(*) FROM {table} t
LEFT JOIN newest n ON n.request_id = t.request_id
WHERE t.level <> coalesce(n.choice, 1)
   OR (t.level > 1 AND (t.company_id, t.visible_until)
       IS DISTINCT FROM (n.company_id, n.visible_until))
   OR {flag} AND NOT coalesce(n.choice = 3 AND n.sensitive, false)
"""


def disagreements(tx: Connection) -> int:
    """How many copied rows do not say what the newest choice says (0 is the only good answer)."""
    tables = ("visibility", *COPYING_TABLES)
    misplaced = tx.scalar(text("SELECT app.copies_that_differ()")) or 0
    return misplaced + sum(tx.scalar(text(_statement(table))) or 0 for table in tables)


def _statement(table: str) -> str:
    flag = PROOF_FLAGS.get(table)
    return _NEWEST.format(table=table, flag=f"t.{flag}" if flag else "false")
