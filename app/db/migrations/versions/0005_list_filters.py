"""the employers' list narrowed by place and by where a candidature stands"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEYS = ["level", "siret", "visible_until", "search_text", "wished_commune"]
_FILE_KEYS = ["level", "siret", "visible_until", "standing"]
_STANDING = """
UPDATE file f SET visible_since = s.visible_since, sort_name = s.sort_name, standing = coalesce(
  (SELECT e.outcome FROM candidature c JOIN candidature_event e ON e.candidature_id = c.id
    WHERE c.request_id = f.request_id
    ORDER BY c.submitted_at DESC, e.occurred_at DESC LIMIT 1), 'NONE')
FROM summary s WHERE s.request_id = f.request_id
"""


def upgrade() -> None:
    op.add_column(
        "summary",
        sa.Column(
            "wanted_places",
            sa.String(collation="C"),
            sa.Computed(
                "jsonb_path_query_array(wanted_location, '$.communes[*].insee_code') #>> '{}'",
                persisted=True,
            ),
        ),
    )
    _index_summaries([*_KEYS, "wanted_places", "current_commune"])
    op.add_column(
        "file", sa.Column("sort_name", sa.String(collation="C"), nullable=False, server_default="")
    )
    op.add_column("file", sa.Column("visible_since", sa.Date()))
    op.add_column(
        "file", sa.Column("standing", sa.String(24), nullable=False, server_default="NONE")
    )
    op.execute(_STANDING)
    _index("file", "name", ["sort_name", "public_id"], _FILE_KEYS, "level >= 3")
    _index("file", "day", _BY_DAY, _FILE_KEYS, "level >= 3")


def downgrade() -> None:
    op.drop_index("ix_file_company_name", "file")
    op.drop_index("ix_file_company_day", "file")
    for column in ("standing", "visible_since", "sort_name"):
        op.drop_column("file", column)
    _index_summaries(_KEYS)
    op.drop_column("summary", "wanted_places")


_BY_DAY = [sa.text("visible_since DESC"), sa.text("public_id DESC")]


def _index_summaries(beside: list[str]) -> None:
    """The list's two indexes, made anew with other fields beside their keys."""
    for order, keys in (("name", ["sort_name", "public_id"]), ("day", _BY_DAY)):
        op.drop_index(f"ix_summary_company_{order}", "summary")
        _index("summary", order, keys, beside, "level > 1")


def _index(table: str, order: str, keys: list, beside: list[str], where: str) -> None:  # type: ignore[type-arg]
    op.create_index(
        f"ix_{table}_company_{order}",
        table,
        ["company_id", *keys],
        postgresql_include=beside,
        postgresql_where=sa.text(where),
    )
