"""The nightly proof: every copy of what is open agrees with the newest choice."""

from sqlalchemy import Connection, text

from app.privacy.rls import COPYING_TABLES

_NEWEST = """
WITH newest AS (
  SELECT DISTINCT ON (request_id) request_id, choice, company_id, visible_until
  FROM consent ORDER BY request_id, made_at DESC, id
)
SELECT count(*) FROM {table} t LEFT JOIN newest n USING (request_id)
WHERE t.level <> coalesce(n.choice, 1)
   OR (t.level > 1 AND (t.company_id, t.visible_until)
       IS DISTINCT FROM (n.company_id, n.visible_until))
"""


def disagreements(tx: Connection) -> int:
    """How many copied rows do not say what the newest choice says (0 is the only good answer)."""
    tables = ("visibility", *COPYING_TABLES)
    return sum(tx.scalar(text(_NEWEST.format(table=t))) or 0 for t in tables)
