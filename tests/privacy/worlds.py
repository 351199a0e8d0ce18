"""Two installations on one server that differ only in people no employer may see.

World `crowded` holds the visible people and the hidden ones; world `bare` the visible ones alone.
Everything random is made the same in both, or is given its canonical name where it appears:
visible people's public ids are set by the database's owner after the choices are made, a report's
id is replaced by one of its ordinal in the session as soon as it was given, ids that cannot be
set are replaced by words in the answers, tokens and session ids by a fixed word. The product's
own code and its own logins give every answer.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, UUID, uuid5

from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from app.registry.loading import load_file
from tests.clock import Clock
from tests.factories.accounts import Somebody, a_staff, an_applicant, an_employer_user
from tests.factories.applicants import (
    Record,
    a_record,
    applicant_actor,
    decide_for,
    import_request,
    let_adults_agree,
)
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale
from tests.privacy.detectors import Work

VISIBLE = 28
SIRENS = {
    "ours": "732829320",
    "pending": "552100554",
    "suspended": "404833048",
    "other": "443061841",
}
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
# The one hidden person whose name no visible person has.
SECRET = "Hiddenbourg"
_SURNAMES = ("Mirandeuil", "Éluard", "d’Arc", "Mirandeuil", "Le Goff", "Ångström", "Zola")


def visible_id(number: int) -> UUID:
    """The public id of the n-th visible person, in both worlds."""
    return uuid5(NAMESPACE_URL, f"visible/{number}")


def report_id(number: int) -> UUID:
    """The id of the n-th report of a session, in both worlds."""
    return uuid5(NAMESPACE_URL, f"report/{number}")


@dataclass
class World:
    """One installation. `hidden` names, by how they came to be hidden, the requests nobody sees."""

    name: str
    settings: Settings
    database: Database
    app: Flask
    clock: Clock
    work: Work
    companies: dict[str, MadeCompany] = field(default_factory=dict)
    users: dict[str, Somebody] = field(default_factory=dict)
    hidden: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)
    probes: list[UUID] = field(default_factory=list)
    words: dict[bytes, bytes] = field(default_factory=dict)
    arrivals: int = 0

    def run(self, statement: str, **values: object) -> None:
        """One statement as the database's owner."""
        with self.database.owner.begin() as owner:
            owner.execute(text(statement), values)

    def at(self, days_before: int) -> None:
        self.clock.freeze(START - timedelta(days=days_before))

    def next_number(self) -> int:
        """A number of its own for one more hidden person."""
        self.arrivals += 1
        return 1_000 + self.arrivals

    def rename(self, known: UUID, word: str) -> None:
        """From now on answers say `word` instead of an id that could not be set."""
        self.words[str(known).encode()] = word.encode()


def furnish(world: World, *, crowded: bool) -> None:
    """Companies, their users, and people; the hidden ones where `crowded`."""
    world.at(60)
    _open_companies(world)
    if crowded:
        _hide_people(world)
    else:
        _leave_their_months(world)
    for number in range(VISIBLE):
        world.at(12 if number % 3 else 2)
        _show_person(world, number)
    world.at(1)
    _suspend(world)
    world.at(0)


def _open_companies(world: World) -> None:
    for key, siren in SIRENS.items():
        company = a_company(
            world.database, name=f"Entreprise {key}", siren=siren, establishments=2,
            status="PENDING" if key == "pending" else "ACTIVE",
        )  # fmt: skip
        world.companies[key] = company
        world.run("UPDATE company_event SET at = at + make_interval(mins => 1)"
                  " WHERE company_id = :c AND status = 'ACTIVE'", c=company.id)  # fmt: skip
        world.rename(company.id, f"company-{key}")
    ours = world.companies["ours"]
    for role in ("OWNER", "MANAGER", "READER", "COMMISSION"):
        world.users[role] = _user(world, role.lower(), ours, role=role)
    a_scale(world.database, world.users["OWNER"], budget=400, cap=60)
    world.users["SITE"] = _user(world, "site", ours, role="MANAGER", sites=(ours.sirets[1],))
    world.users["SUSPENDED"] = _user(world, "arret", world.companies["suspended"], role="OWNER")
    staff = a_staff(world.database, "ADMINISTRATOR", email="agent@al.example")
    world.run("UPDATE staff_account SET reference = 'AL-' || upper(left(email, 5))")
    world.users["STAFF"] = staff


def _user(world: World, name: str, company: MadeCompany, **traits: object) -> Somebody:
    who = an_employer_user(
        world.database, company.id, email=f"{name}@entreprise.example", name=f"Claire {name}",
        **traits,  # type: ignore[arg-type]
    )  # fmt: skip
    assert who.membership_id is not None
    # Told apart in time, which the frozen clock would not do.
    world.run("UPDATE membership SET started_at = started_at + make_interval(mins => :n)"
              " WHERE id = :m", n=len(world.users), m=who.membership_id)  # fmt: skip
    world.rename(who.membership_id, f"membership-{name}")
    return who


def _suspend(world: World) -> None:
    world.run(
        "UPDATE company SET status = 'SUSPENDED', status_since = app.clock() WHERE id = :c",
        c=world.companies["suspended"].id,
    )


def _record(number: int, siret: str, surname: str, **more: object) -> Record:
    return a_record(siret, {
        "unique_number": f"0690224{number:06}69V01",
        "applicant.birth_name": surname,
        "applicant.first_names": f"Inès {number % 5}",
        "applicant.birth_date": f"19{60 + number % 40}-03-{1 + number % 28:02}",
        "applicant.email": f"p{number}@courriel.example",
        "registry_email": f"p{number}@courriel.example",
        **more,
    })  # fmt: skip


def arrive(world: World, number: int, company: str, surname: str) -> tuple[UUID, UUID]:
    """(request, account) of somebody who imports a request; nothing is chosen."""
    record = _record(number, world.companies[company].sirets[number % 2], surname)
    deliver(world, record, START - timedelta(days=60))
    who = record["applicant"]
    account = an_applicant(
        world.database, email=f"p{number}@courriel.example", civility=who["civility"],
        surname=surname, first_names=who["first_names"],
        birth_date=date.fromisoformat(who["birth_date"]),
    ).account_id  # fmt: skip
    actor = applicant_actor(account)
    return import_request(world.database, actor, record["unique_number"]), account


def deliver(world: World, record: Record, moment: datetime) -> None:
    """The registry's sandbox has this version of a request."""
    line = json.dumps({**record, "updated_at": moment.isoformat()}, ensure_ascii=False).encode()
    report = load_file(BytesIO(line), world.database.engine("registry"), today=START.date())
    assert report.refused_count == 0, report.refused


def _show_person(world: World, number: int) -> None:
    request, account = arrive(world, number, "ours", _SURNAMES[number % len(_SURNAMES)])
    full = number % 2 == 1
    answer = number % 4 == 1 if full else None
    made = ChoiceMade(Choice.FULL_FILE if full else Choice.SUMMARY, answer)
    decide_for(world.database, applicant_actor(account), made)
    if number % 8 == 1:
        let_adults_agree(world.database, request)
    if number % 3 == 1:
        give_candidature(world, request, number)
    world.run("UPDATE visibility SET public_id = :p WHERE request_id = :r",
              p=visible_id(number), r=request)  # fmt: skip
    for part in ("summary", "file", "sensitive_block", "other_adult", "candidature",
                 "candidature_event"):  # fmt: skip
        world.run(f"UPDATE {part} SET level = level WHERE request_id = :r", r=request)


def candidature_id(number: int) -> UUID:
    """The id of the n-th visible person's candidature, in both worlds."""
    return uuid5(NAMESPACE_URL, f"candidature/{number}")


def give_candidature(world: World, request: UUID, number: int) -> None:
    """A candidature on an offer of its own, closed to others, written as the database's owner: at
    step 3, but for a few who have just applied."""
    step, state = (1, "SUBMITTED") if number % 12 == 1 else (3, "TRANSMITTED")
    world.run(
        "WITH o AS (INSERT INTO offer (reference, landlord_siren, landlord_name, insee_code,"
        " postcode, dwelling_type, surface_m2, rent_euros, charges_euros, financing, published_on,"
        " closes_on) VALUES (:ref, '123456782', 'Bailleur Test', '69266', '69100', 'T3', 61, 600,"
        " 80, 'PLUS', '2026-01-01', '2026-01-02') RETURNING id),"
        " c AS (INSERT INTO candidature (id, request_id, offer_id, dwelling_type, surface_m2,"
        " insee_code, landlord_name, rent_with_charges_euros, state, active)"
        " SELECT :c, :r, id, 'T3', 61, '69266', 'Bailleur Test', 680, :state, true FROM o"
        " RETURNING id)"
        " INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on,"
        " step, outcome, for_applicant)"
        " SELECT :r, id, app.clock(), app.clock()::date, :step, :state, 'motif' FROM c",
        ref=f"OFFRE-{number}", r=request, c=candidature_id(number), step=step, state=state,
    )  # fmt: skip


def _hide_people(world: World) -> None:
    """One person of each way to be hidden, all with the names visible people have."""
    for number, (way, hide) in enumerate(_WAYS.items(), start=500):
        where = {"pending": "pending", "suspended": "suspended", "other": "other"}.get(way, "ours")
        surname = SECRET if way == "never" else _SURNAMES[number % len(_SURNAMES)]
        request, account = arrive(world, number, where, surname)
        give_candidature(world, request, number)
        world.hidden[way] = (request, account)
        hide(world, request, account)
        world.probes += [request, account]


# Who was visible once leaves one line, whose month is all a company may know of an exit: the bare
# world has these lines too, and nothing else of the people they stand for.
_EXITS = {"withdrawn": 0, "expired": 1, "struck off": 0, "left": 0}


def _leave_their_months(world: World) -> None:
    for number, way in enumerate(_WAYS, start=500):
        if way in _EXITS:
            world.run(
                "INSERT INTO visibility_period (company_id, siret, ends_at) VALUES"
                " (:c, :s, app.clock() + make_interval(months => :m))",
                c=world.companies["ours"].id, s=world.companies["ours"].sirets[number % 2],
                m=_EXITS[way],
            )  # fmt: skip


def choose(world: World, account: UUID, choice: Choice, months: int | None = None) -> None:
    """As this applicant, by the policy in force; everything is shared under choice 3."""
    answer = True if choice is Choice.FULL_FILE else None
    decide_for(world.database, applicant_actor(account), ChoiceMade(choice, answer, months))


def withdraw_choice(world: World, request: UUID, account: UUID) -> None:
    """Back to choice 1, as this applicant."""
    actor = applicant_actor(account)
    with transaction(world.database, "applicant", actor) as tx:
        withdraw(tx, actor, request)


def _note_former_id(world: World, request: UUID) -> None:
    """The id of a period of visibility that is over: an old link somebody may still have."""
    with world.database.owner.connect() as owner:
        former = owner.scalar(
            text("SELECT public_id FROM visibility WHERE request_id = :r"), {"r": request}
        )
    world.probes.append(former)


def _never(_world: World, _request: UUID, _account: UUID) -> None:
    """No choice at all."""


def _anonymous(world: World, _request: UUID, account: UUID) -> None:
    choose(world, account, Choice.ANONYMOUS)


def _withdrawn(world: World, request: UUID, account: UUID) -> None:
    choose(world, account, Choice.FULL_FILE)
    _note_former_id(world, request)
    withdraw_choice(world, request, account)


def _expired(world: World, request: UUID, account: UUID) -> None:
    choose(world, account, Choice.FULL_FILE, months=1)
    _note_former_id(world, request)


def _struck_off(world: World, request: UUID, account: UUID) -> None:
    choose(world, account, Choice.SUMMARY)
    _note_former_id(world, request)
    world.run("UPDATE housing_request SET status = 'STRUCK_OFF' WHERE id = :r", r=request)


def _left_for_another(world: World, request: UUID, account: UUID) -> None:
    choose(world, account, Choice.FULL_FILE)
    _note_former_id(world, request)
    world.run("UPDATE housing_request SET siret = :s WHERE id = :r",
              s=world.companies["other"].siret, r=request)  # fmt: skip


def _shown_elsewhere(world: World, request: UUID, account: UUID) -> None:
    choose(world, account, Choice.FULL_FILE)
    _note_former_id(world, request)


_WAYS: dict[str, Callable[[World, UUID, UUID], None]] = {
    "never": _never,
    "anonymous": _anonymous,
    "withdrawn": _withdrawn,
    "expired": _expired,
    "struck off": _struck_off,
    "left": _left_for_another,
    "pending": _never,
    "suspended": _shown_elsewhere,
    "other": _shown_elsewhere,
}
