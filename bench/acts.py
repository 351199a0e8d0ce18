"""What applicants do, as their own login: choose, withdraw, import; each until it is committed."""

from datetime import date
from random import Random

from app.access.actor import Actor
from app.consent.deciding import decide, take_back
from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.own import own_request
from app.privacy.rule import Choice
from bench.figures import Figures, timed
from bench.scale import Scale
from bench.subjects import drawn
from tests.factories.accounts import an_applicant
from tests.factories.applicants import a_record, applicant_actor, import_request, registry_says

_CHOICES = (
    ChoiceMade(Choice.SUMMARY),
    ChoiceMade(Choice.FULL_FILE, sensitive=True, months=6),
    ChoiceMade(Choice.FULL_FILE, sensitive=False),
)
WARM = 12
IMPORTS = 20


def measure_acts(figures: Figures, database: Database, scale: Scale) -> None:
    """Every act includes its mail in the outbox and its commit on a durable server."""
    dice = Random(11)
    people = [dice.randint(1, scale.requests) for _ in range(WARM + scale.runs)]
    choosing = [timed(choose_as, database, n, dice.choice(_CHOICES)) for n in people]
    figures.times("act.choose", choosing[WARM:])
    figures.times("act.withdraw", [timed(withdraw_as, database, n) for n in people][WARM:])
    figures.times("act.import", _imports(database))


def choose_as(database: Database, number: int, made: ChoiceMade) -> None:
    actor = _applicant(number)
    with transaction(database, "applicant", actor) as tx:
        own = own_request(tx)
        if own is not None:
            decide(tx, actor, own, made)


def withdraw_as(database: Database, number: int) -> None:
    actor = _applicant(number)
    with transaction(database, "applicant", actor) as tx:
        own = own_request(tx)
        if own is not None:
            take_back(tx, actor, own)


def _applicant(number: int) -> Actor:
    """The applicant load/people.py drew from this number."""
    return Actor("applicant", drawn("account", number), "x", "APPLICANT", "fr", b"")


def _imports(database: Database) -> list[float]:
    """A code is issued and used, the registered request comes in: from nothing to all its parts."""
    found = []
    for number in range(IMPORTS):
        record = registry_says(database, a_record("73282932000074", {}))
        who = record["applicant"]
        person = an_applicant(
            database, email=f"import{number}@courriel.example", civility=who["civility"],
            surname=who.get("usual_name") or who["birth_name"], first_names=who["first_names"],
            birth_date=date.fromisoformat(who["birth_date"]),
        )  # fmt: skip
        actor = applicant_actor(person.account_id)
        found.append(timed(import_request, database, actor, record["unique_number"]))
    return found[2:]
