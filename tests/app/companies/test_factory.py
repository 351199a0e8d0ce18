"""The companies other tests stand on are what staff's own acts would have left."""

import pytest
from sqlalchemy import text

from app.db.engines import Database
from tests.factories.companies import a_company


@pytest.mark.parametrize("status", ["PENDING", "ACTIVE", "SUSPENDED", "CLOSED"])
def test_a_company_stands_in_the_state_asked_for(database: Database, status: str) -> None:
    made = a_company(database, status=status, establishments=3)
    with database.owner.connect() as owner:
        assert owner.scalar(
            text("SELECT status FROM company WHERE id = :i"), {"i": made.id}
        ) == status  # fmt: skip
        found = owner.scalars(
            text("SELECT siret FROM establishment WHERE company_id = :i ORDER BY siret"),
            {"i": made.id},
        ).all()
    assert tuple(found) == tuple(sorted(made.sirets))
    assert len(set(made.sirets)) == 3
    assert made.siret.startswith(made.siren)
