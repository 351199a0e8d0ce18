"""companies that became one: where what was attached to a company that merged now belongs"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("company", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_company_merged_into"), "company", "company", ["merged_into"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_company_merged_into"), "company", type_="foreignkey")
    op.drop_column("company", "merged_into")
