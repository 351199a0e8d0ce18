"""The applicants of the tests are imported by the product, and show what they chose."""

import pytest

from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.own import own_request, own_summary, running_choice
from app.privacy.rule import Choice
from tests.factories.applicants import an_imported_applicant


@pytest.mark.parametrize(("choice", "sensitive"), [(2, None), (3, False), (3, True)])
def test_an_imported_applicant_shows_what_was_chosen(
    database: Database, choice: int, sensitive: bool | None
) -> None:
    person = an_imported_applicant(database, choice=choice, sensitive=sensitive, months=3)
    with transaction(database, "applicant", person.actor) as tx:
        running = running_choice(tx)
    assert person.public_id is not None
    assert (running.choice, running.sensitive) == (Choice(choice), bool(sensitive))
    assert running.visible_until is not None


def test_without_a_choice_nothing_is_visible(database: Database) -> None:
    person = an_imported_applicant(database, overrides={"applicant.usual_name": "Noël"})
    with transaction(database, "applicant", person.actor) as tx:
        own = own_request(tx)
        assert own is not None
        assert own_summary(tx, own.request_id).surname == "Noël"
        assert running_choice(tx).choice is Choice.ANONYMOUS
    assert person.public_id is None
