"""Applicants of the demonstration: who imports when, chooses what, and changes their mind."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.access.actor import Actor
from app.accounts.opening import Identity, open_applicant_account
from app.consent.employer import Employer, employer_of, give_code, situation_of
from app.consent.services import ChoiceMade, choose, withdraw
from app.db.engines import Database
from app.demo.calendar import told_at
from app.demo.cast import COMPANIES, LEADS, LOU, NADIA, THEO, VAUQUELIN, Lead
from app.demo.requests import generate
from app.privacy.readers.own import OwnRequest, own_request
from app.privacy.rule import Choice
from app.registry.import_codes import issue_code
from app.registry.importing import Import, import_with_code
from app.registry.loading import load_file

SEED = 2026
Record = dict[str, Any]
# Shares of those who import: no choice yet, and choices 1, 2, 3.
_CHOICES = ((None, 14), (Choice.ANONYMOUS, 18), (Choice.SUMMARY, 40), (Choice.FULL_FILE, 28))


@dataclass(slots=True)
class Applicant:
    """One request and what its person will do; ids come as the story is told."""

    ordinal: int
    record: Record
    email: str
    imports_at: datetime | None
    signs_up: bool
    choice: Choice | None
    sensitive: bool
    months: int | None
    leaves_at: datetime | None
    opens_all_at: datetime | None
    lead: Lead | None = None
    account_id: UUID | None = None
    request_id: UUID | None = field(default=None)

    @property
    def actor(self) -> Actor:
        if self.account_id is None:
            raise RuntimeError("this applicant has no account")
        name = self.record["applicant"]["first_names"]
        return Actor("applicant", self.account_id, name, "APPLICANT", "fr", b"")

    @property
    def siret(self) -> str | None:
        return self.record["applicant"]["occupation"]["siret"]


def invent_applicants(count: int, start: datetime, now: datetime) -> list[Applicant]:
    """The whole cast, in the registry's order; the four leads among the first."""
    places = [place for company in COMPANIES for place in company.places]
    as_of = now.date() - timedelta(days=2)
    records = list(generate(places, count, SEED, as_of=as_of))
    cast = dict(zip(_ready_for_a_lead(records), LEADS, strict=False))
    emails: set[str] = set()
    made = []
    for ordinal, record in enumerate(records):
        lead = cast.get(ordinal)
        if lead is not None:
            _play(record, lead, start)
        made.append(_plan(ordinal, record, lead, emails, start, now))
    return made


def _ready_for_a_lead(records: list[Record]) -> Iterator[int]:
    for ordinal, record in enumerate(records):
        works_for = record["applicant"]["occupation"]["siret"]
        if record["status"] == "ACTIVE" and works_for == VAUQUELIN.siret(0):
            yield ordinal


def _play(record: Record, lead: Lead, start: datetime) -> None:
    """The lead's identity, registered a little before the story begins."""
    registered = (start - timedelta(days=40)).date()
    number = record["unique_number"]
    record |= {
        # The number carries the month of the registration.
        "unique_number": f"{number[:3]}{registered:%m%y}{number[7:]}",
        "kind": "FIRST", "registered_on": registered.isoformat(), "renewed_on": None,
        "updated_at": (start + timedelta(days=5)).isoformat(), "registry_email": lead.email,
    }  # fmt: skip
    record["applicant"] |= {
        "civility": lead.civility, "birth_name": lead.surname, "usual_name": None,
        "first_names": lead.first_names, "birth_date": lead.birth_date, "email": lead.email,
    }  # fmt: skip


def _plan(
    ordinal: int, record: Record, lead: Lead | None, taken: set[str], start: datetime,
    now: datetime,
) -> Applicant:  # fmt: skip
    dice = Random(f"{SEED}/plan/{ordinal}")  # nosec B311  # noqa: S311  invented people, nothing secret
    email = record["applicant"]["email"] or record["registry_email"]
    while email in taken:
        email = f"{dice.randint(100, 9999)}.{email}"
    taken.add(email)
    drawn = dice.random()
    imports = record["status"] == "ACTIVE" and drawn < 0.84
    choice = dice.choices([c for c, _ in _CHOICES], [share for _, share in _CHOICES])[0]
    one = Applicant(
        ordinal, record, email, _import_day(dice, record, start, now) if imports else None,
        signs_up=drawn < 0.92, choice=choice, sensitive=dice.random() < 0.45,
        months=dice.choice((None, None, None, 1, 2, 3, 6, 12)), leaves_at=None,
        opens_all_at=None, lead=lead,
    )  # fmt: skip
    if one.imports_at is not None and choice not in (None, Choice.ANONYMOUS):
        later = one.imports_at + timedelta(days=dice.randint(4, 90))
        if later < now and dice.random() < 0.16:
            one.leaves_at = later
        elif later < now and choice is Choice.SUMMARY and dice.random() < 0.2:
            one.opens_all_at = later
    if lead is not None:
        _direct(one, lead, start)
    return one


def _import_day(dice: Random, record: Record, start: datetime, now: datetime) -> datetime:
    """Some working hour after the registry's last change, when companies are there."""
    changed = datetime.fromisoformat(record["updated_at"])
    first = max(changed + timedelta(hours=12), start + timedelta(days=10))
    last = now - timedelta(hours=5)
    day = first + (last - first) * dice.random()
    return min(last, day.replace(hour=dice.randint(7, 17), minute=dice.randint(0, 59)))


def _direct(one: Applicant, lead: Lead, start: datetime) -> None:
    """What the leads do stands in the printed accounts."""
    one.email = lead.email
    one.leaves_at = one.opens_all_at = one.months = None
    one.signs_up = lead is not LOU
    one.choice = {NADIA: Choice.FULL_FILE, THEO: Choice.SUMMARY}.get(lead)
    one.sensitive = False
    # After the policy that offers the third choice.
    one.imports_at = None if lead is LOU else start + timedelta(days=70, hours=2)


def load_registry(database: Database, applicants: list[Applicant], today: date) -> None:
    """Every request into the registration system's stand-in, by the loader of its files."""
    lines = "\n".join(json.dumps(one.record, ensure_ascii=False) for one in applicants)
    report = load_file(io.BytesIO(lines.encode()), database.engine("registry"), today=today)
    if report.refused_count:
        first = report.refused[0]
        raise RuntimeError(f"an invented request is refused: {first.path} {first.reason.value}")


def sign_up(database: Database, one: Applicant, hashed: str, moment: datetime) -> None:
    """An account whose address is confirmed."""
    who = one.record["applicant"]
    identity = Identity(
        who["civility"], who.get("usual_name") or who["birth_name"], who["first_names"],
        date.fromisoformat(who["birth_date"]),
    )  # fmt: skip
    with told_at(database, "signin", moment) as tx:
        one.account_id = open_applicant_account(
            tx, email=one.email, identity=identity, password_hash=hashed
        )


def import_and_choose(
    database: Database, one: Applicant, source: Import, codes: dict[str, str], moment: datetime
) -> None:
    """The code, the import, and the choice its policy offers, as one evening's work."""
    with told_at(database, "applicant", moment, one.actor) as tx:
        number = one.record["unique_number"]
        typed = issue_code(tx, source.secret_key, one.actor.account_id, number)
        one.request_id = import_with_code(tx, one.actor, source, typed)
        if one.choice is not None:
            _choose(tx, one, one.choice, codes)


def open_everything(
    database: Database, one: Applicant, codes: dict[str, str], moment: datetime
) -> None:
    """From the summary to the full file."""
    with told_at(database, "applicant", moment, one.actor) as tx:
        _choose(tx, one, Choice.FULL_FILE, codes)


def confirm(database: Database, one: Applicant, codes: dict[str, str], moment: datetime) -> None:
    """The same choice once more, as the portal's autumn letter asked everybody to."""
    wider = one.opens_all_at is not None and one.opens_all_at < moment
    with told_at(database, "applicant", moment, one.actor) as tx:
        if one.request_id is not None and one.choice is not None:
            _choose(tx, one, Choice.FULL_FILE if wider else one.choice, codes)


def take_back(database: Database, one: Applicant, moment: datetime) -> None:
    """Nothing is shown any more."""
    with told_at(database, "applicant", moment, one.actor) as tx:
        if one.request_id is not None:
            withdraw(tx, one.actor, one.request_id)


def _standing(tx: Connection) -> tuple[OwnRequest, Employer]:
    own = own_request(tx)
    if own is None:
        raise RuntimeError("nothing was imported")
    return own, employer_of(tx, own)


def _choose(tx: Connection, one: Applicant, wanted: Choice, codes: dict[str, str]) -> None:
    """The wanted choice, or the nearest smaller one that may be made."""
    own, employer = _standing(tx)
    company = employer.company.company_id
    if company is None or not employer.company.validated:
        return
    if employer.code_missing and give_code(tx, own.request_id, company, codes[str(own.siret)[:9]]):
        own, employer = _standing(tx)
    choice = max(c for c in employer.offered if c <= wanted)
    shown = choice is not Choice.ANONYMOUS
    answer = one.sensitive if choice is Choice.FULL_FILE else None
    choose(
        tx, one.actor, own.request_id,
        ChoiceMade(choice, answer, one.months if shown else None),
        company_id=company,
        policy_version_id=employer.policy.id if employer.policy else None,
        situation=situation_of(own, employer),
    )  # fmt: skip
