"""The three doors, as the tests of signing in walk through them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.db.engines import Database
from tests.factories.accounts import Somebody, a_staff, an_applicant, an_owner
from tests.factories.companies import a_company


def _an_owner_of_a_new_company(database: Database) -> Somebody:
    return an_owner(database, a_company(database).id)


@dataclass(frozen=True)
class TestedDoor:
    """`make` opens an account that may enter here."""

    audience: str
    prefix: str
    make: Callable[[Database], Somebody]

    __test__ = False

    @property
    def sign_in(self) -> str:
        return f"{self.prefix}/connexion"


DOORS = (
    TestedDoor("employer", "/employeur", _an_owner_of_a_new_company),
    TestedDoor("staff", "/action-logement", a_staff),
    TestedDoor("applicant", "/demandeur", an_applicant),
)
EVERY_DOOR = {"argvalues": DOORS, "ids": [d.audience for d in DOORS]}
