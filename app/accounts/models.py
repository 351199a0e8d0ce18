"""Three account tables (one per door), server-side sessions, one-time tokens, limits."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata, uuid_key


def _account_columns() -> tuple[Column, ...]:  # type: ignore[type-arg]
    return (
        uuid_key(),
        Column("email", String(320), nullable=False, unique=True),
        Column("password_hash", String(200), nullable=False),
        Column("locale", String(2), nullable=False, server_default="fr"),
        # Sealed by app/accounts/vault.py: the table alone gives no code.
        Column("totp_secret", String(200)),
        Column("totp_last_step", Integer),
        Column("active", Boolean, nullable=False, server_default=text("true")),
        instant("created_at", now=True),
    )


employer_account = Table(
    "employer_account",
    metadata,
    *_account_columns(),
    Column("full_name", String(120), nullable=False),
    Column("terms_version", String(20)),
    instant("terms_accepted_at", nullable=True),
)

staff_account = Table(
    "staff_account",
    metadata,
    *_account_columns(),
    Column("full_name", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    Column("reference", String(12), nullable=False, unique=True),
    CheckConstraint(
        "role IN ('COMPANY_MANAGER', 'ADVISER', 'AUDITOR', 'ADMINISTRATOR')", name="role"
    ),
)

applicant_account = Table(
    "applicant_account",
    metadata,
    *_account_columns(),
    Column("civility", String(3), nullable=False),
    Column("surname", String(120), nullable=False),
    Column("first_names", String(120), nullable=False),
    Column("birth_date", Date, nullable=False),
    instant("confirmed_at", nullable=True),
    # Whether a mail says that somebody read the file for the first time.
    Column("told_of_readings", Boolean, nullable=False, server_default=text("true")),
    # Read to its end or skipped; it can always be read again.
    instant("tutorial_ended_at", nullable=True),
)

# A key of an authenticator (WebAuthn): only its public half is here.
passkey = Table(
    "passkey",
    metadata,
    uuid_key(),
    Column("audience", String(10), nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("credential_id", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    instant("created_at", now=True),
    instant("used_at", nullable=True),
    Index("ix_passkey_account", "audience", "account_id"),
)

web_session = Table(
    "web_session",
    metadata,
    Column("sid_hash", LargeBinary, primary_key=True),
    Column("audience", String(10), nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("membership_id", Uuid, ForeignKey("membership.id", ondelete="CASCADE")),
    instant("created_at", now=True),
    instant("seen_at", now=True),
    instant("expires_at"),
    instant("password_at", now=True),
    instant("factor_at", nullable=True),
    Index("ix_web_session_account", "audience", "account_id"),
)

file_purpose = Table(
    "file_purpose",
    metadata,
    Column(
        "sid_hash",
        LargeBinary,
        ForeignKey("web_session.sid_hash", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("public_id", Uuid, primary_key=True),
    Column("purpose", String(24), nullable=False),
    instant("until"),
)

one_time_token = Table(
    "one_time_token",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("payload", JSONB, nullable=False),
    instant("expires_at"),
    instant("used_at", nullable=True),
)

import_code = Table(
    "import_code",
    metadata,
    uuid_key(),
    Column("account_id", Uuid, ForeignKey("applicant_account.id", ondelete="CASCADE"), index=True),
    Column("unique_number", String(18), nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    instant("expires_at"),
    instant("used_at", nullable=True),
)

rate_window = Table(
    "rate_window",
    metadata,
    Column("bucket", LargeBinary, primary_key=True),
    instant("window_start"),
    Column("hits", Integer, nullable=False),
    prefixes=["UNLOGGED"],
)
