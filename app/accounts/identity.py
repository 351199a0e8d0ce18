"""The identity an applicant typed: correct it while no request is imported.

Once a request is there, it was compared with this identity: row security refuses the change.
"""

from uuid import UUID

from sqlalchemy import Connection, select, update

from app.accounts.models import applicant_account
from app.accounts.opening import Identity


def read_identity(tx: Connection, account_id: UUID) -> Identity:
    """What the applicant typed. Applicants' login."""
    row = tx.execute(
        select(
            applicant_account.c.civility,
            applicant_account.c.surname,
            applicant_account.c.first_names,
            applicant_account.c.birth_date,
        ).where(applicant_account.c.id == account_id)
    ).one()
    return Identity(*row)


def correct_identity(tx: Connection, account_id: UUID, identity: Identity) -> bool:
    """Write the identity; False once a request is imported. Applicants' login."""
    done = tx.execute(
        update(applicant_account)
        .where(applicant_account.c.id == account_id)
        .values(
            civility=identity.civility,
            surname=identity.surname,
            first_names=identity.first_names,
            birth_date=identity.birth_date,
        )
    )
    return done.rowcount == 1
