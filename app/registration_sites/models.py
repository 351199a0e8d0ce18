"""The table of registration sites."""

from sqlalchemy import CheckConstraint, Column, Date, String, Table

from app.db.base import metadata

registration_site = Table(
    "registration_site",
    metadata,
    Column("department", String(3), primary_key=True),
    Column("effective_on", Date, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("address", String(300), nullable=False),
    CheckConstraint("address ~ '^https://[a-z0-9.-]+/'", name="address"),
)
