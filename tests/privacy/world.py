"""The canary world: one person for every state a choice can be in, and one viewer of each kind."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from app.candidatures.services import Event, record, submit
from app.candidatures.states import By, State
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.contests import contest_line
from app.points.own import own_lines
from app.privacy.rule import Choice
from tests.client import Client
from tests.factories.accounts import (
    Somebody,
    a_staff,
    an_applicant,
    an_employer_user,
    an_owner,
)
from tests.factories.applicants import (
    ImportedApplicant,
    an_attached_applicant,
    an_imported_applicant,
    let_adults_agree,
)
from tests.factories.cases import a_contact
from tests.factories.companies import MadeCompany, a_code, a_company
from tests.factories.joining import requests_to_join
from tests.factories.offers import an_offer
from tests.factories.points import a_note, a_scale, an_award, approvals_that_wait
from tests.privacy.canary import (
    ADULT,
    ATTACHED_TO_CO,
    CASE,
    CONTEST,
    FILE,
    NOTE,
    SENSITIVE,
    SUMMARY,
    Canaries,
    canaries,
    overrides,
    word,
)

TODAY = date(2026, 11, 23)

# tag -> (company, choice, sensitive): the states of the matrix.
STATES: dict[str, tuple[str, int | None, bool | None]] = {
    "never": ("mine", None, None),
    "anonym": ("mine", 1, None),
    "summary": ("mine", 2, None),
    "full": ("mine", 3, False),
    "open": ("mine", 3, True),
    "agreed": ("mine", 3, True),
    "withdrawn": ("mine", 3, True),
    "expired": ("mine", 3, True),
    "other": ("other", 3, True),
    "susp": ("suspended", 3, True),
    "housed": ("mine", 3, True),
    # Attached to the co-applicant's employer "mine"; the applicant works for "other".
    "partner": ("mine", 3, True),
}
# What an employer of company "mine" may read of each, by the reach of the reader.
OPEN_TO_READER = dict.fromkeys(("summary", "full", "open", "agreed", "partner"), (SUMMARY,))
OPEN_TO_OWNER = {
    "summary": (SUMMARY, CONTEST),
    "full": (SUMMARY, FILE, NOTE, CONTEST),
    "open": (SUMMARY, FILE, SENSITIVE, NOTE, CONTEST),
    "agreed": (SUMMARY, FILE, SENSITIVE, ADULT, NOTE, CONTEST),
    "partner": (SUMMARY, FILE, SENSITIVE, NOTE, CONTEST),
}
# Who wrote to Action Logement.
WRITER = "open"
OTHERS_OWNER = {"other": (SUMMARY, FILE, SENSITIVE, NOTE, CONTEST)}

VIEWERS: dict[str, tuple[str, str, str | None]] = {
    # name -> (audience, role, company)
    "visitor": ("visitor", "", None),
    "applicant": ("applicant", "APPLICANT", None),
    "owner": ("employer", "OWNER", "mine"),
    "manager": ("employer", "MANAGER", "mine"),
    "reader": ("employer", "READER", "mine"),
    "commission": ("employer", "COMMISSION", "mine"),
    "owner of another company": ("employer", "OWNER", "other"),
    "owner of a suspended company": ("employer", "OWNER", "suspended"),
    "company manager": ("staff", "COMPANY_MANAGER", None),
    "adviser": ("staff", "ADVISER", None),
    "auditor": ("staff", "AUDITOR", None),
    "administrator": ("staff", "ADMINISTRATOR", None),
}


def allowed_words(viewer: str) -> frozenset[str]:
    """Every canary this viewer may meet anywhere."""
    opened = {
        "owner": OPEN_TO_OWNER,
        "manager": OPEN_TO_OWNER,
        "reader": OPEN_TO_READER,
        "owner of another company": OTHERS_OWNER,
    }.get(viewer, {})
    words = [canaries(tag).words(*parts) for tag, parts in opened.items()]
    if viewer in ("owner", "manager", "reader"):
        # A lease signed under choice 3: the name, for three months, and nothing else.
        words.append(frozenset({word("housed", "usual"), word("housed", "first")}))
    if viewer in ("adviser", "administrator"):
        # Who wrote, and what: the name of the account, which is the request's here.
        named = {word(WRITER, "usual"), word(WRITER, "first")}
        words.append(canaries(WRITER).words(CASE) | named)
    if viewer == "adviser":
        words.append(_for_advisers())
    return frozenset().union(*words)


def _for_advisers() -> frozenset[str]:
    """Whoever applied, whatever the choice: it binds employers. Each file for a stated purpose."""
    parts = (SUMMARY, FILE, SENSITIVE, ADULT)
    return frozenset().union(*(canaries(t).words(*parts) | {word(t, "reason")} for t in STATES)) | {
        # The notes that leave with files still open to the company.
        word(t, "note")
        for t in ("full", "open", "agreed", "partner", "other")
    }


@dataclass(frozen=True)
class CanaryWorld:
    companies: dict[str, MadeCompany]
    people: dict[str, ImportedApplicant]
    past_ids: dict[str, UUID]
    consent_ids: tuple[UUID, ...] = ()
    adult_ids: tuple[UUID, ...] = ()
    offer_ids: tuple[UUID, ...] = ()
    candidature_ids: tuple[UUID, ...] = ()
    case_ids: tuple[UUID, ...] = ()
    line_ids: tuple[UUID, ...] = ()
    points_ids: tuple[UUID, ...] = ()
    support_ids: tuple[UUID, ...] = ()
    code_ids: tuple[UUID, ...] = ()
    approval_ids: tuple[UUID, ...] = ()
    join_ids: tuple[UUID, ...] = ()

    @property
    def ids(self) -> list[UUID]:
        """Every id somebody could try where a person's public id goes."""
        known = [p.public_id for p in self.people.values() if p.public_id is not None]
        inner = [i for p in self.people.values() for i in (p.request_id, p.account_id)]
        return [*known, *self.past_ids.values(), *inner]

    def canaries(self) -> dict[str, Canaries]:
        return {tag: canaries(tag) for tag in self.people}


def build_world(database: Database) -> CanaryWorld:
    """Everybody of STATES, each through the product's own services."""
    companies = {name: a_company(database, name=f"Société {name}") for name in
                 ("mine", "other", "suspended")}  # fmt: skip
    givers = {name: an_owner(database, c.id) for name, c in companies.items()}
    for giver in givers.values():
        a_scale(database, giver)
    for one in companies.values():
        # Whoever did not award: contests stay in the company.
        an_owner(database, one.id)
    for name in ("mine", "other"):
        a_code(database, companies[name])
    people, past = {}, {}
    for tag, (company, choice, sensitive) in STATES.items():
        months = 1 if tag == "expired" else None
        traits = {"overrides": overrides(tag), "email": f"{word(tag, 'account')}@courriel.example"}
        if tag in ATTACHED_TO_CO:
            person = an_attached_applicant(
                database, companies[company], companies["other"], choice=choice,
                sensitive=sensitive, **traits,
            )  # fmt: skip
        else:
            person = an_imported_applicant(
                database, companies[company], choice=choice, sensitive=sensitive, months=months,
                **traits,
            )  # fmt: skip
        people[tag] = person
        let_apply(database, person, tag)
        if person.public_id is not None:
            an_award(database, givers[company], person.public_id)
            _contest(database, person, tag)
        if choice == Choice.FULL_FILE:
            a_note(database, givers[company], person, word(tag, "note"))
        if choice in (2, 3):
            assert person.public_id is not None
            past[tag] = person.public_id
    for name in ("mine", "other"):
        # The list of everybody, and points to whoever is visible or was: both wait.
        everybody = [p.public_id for t, p in people.items() if STATES[t][0] == name and p.public_id]
        approvals_that_wait(database, givers[name], everybody)
    a_contact(database, people[WRITER].actor, word(WRITER, "case"))
    _withdraw(people["withdrawn"], database)
    _house(people["housed"], database)
    let_adults_agree(database, people["agreed"].request_id)
    with database.owner.begin() as owner:
        # Time has passed for this one: row security alone closes it, no job has run.
        owner.execute(
            text("UPDATE consent SET visible_until = now() - interval '1 second' "
                 "WHERE request_id = :r"),
            {"r": people["expired"].request_id},
        )  # fmt: skip
        for table in (
            "visibility",
            "summary",
            "file",
            "sensitive_block",
            "other_adult",
            "candidature",
            "candidature_event",
        ):
            owner.execute(
                text(f"UPDATE {table} SET visible_until = now() - interval '1 second' "
                     "WHERE request_id = :r"),
                {"r": people["expired"].request_id},
            )  # fmt: skip
        owner.execute(
            text("UPDATE company SET status = 'SUSPENDED' WHERE id = :c"),
            {"c": companies["suspended"].id},
        )
        # Open offers are public facts; these stand for what somebody applied for.
        owner.execute(text("UPDATE offer SET closes_on = published_on"))
        choices = tuple(owner.scalars(text("SELECT id FROM consent")))
        adults = tuple(owner.scalars(text("SELECT id FROM other_adult")))
        offers = tuple(owner.scalars(text("SELECT id FROM offer")))
        candidatures = tuple(owner.scalars(text("SELECT id FROM candidature")))
        cases = tuple(owner.scalars(text("SELECT id FROM staff_case")))
        lines = tuple(owner.scalars(text("SELECT id FROM journal_line LIMIT 3")))
        points = tuple(owner.scalars(text("SELECT id FROM points_line")))
        notes = tuple(owner.scalars(text("SELECT id FROM support")))
        codes = tuple(owner.scalars(text("SELECT id FROM company_code")))
        waiting = tuple(owner.scalars(text("SELECT id FROM approval")))
    asked = requests_to_join(database, companies["mine"])
    return CanaryWorld(
        companies,
        people,
        past,
        choices,
        adults,
        offers,
        candidatures,
        cases,
        lines,
        points,
        notes,
        codes,
        waiting,
        asked,
    )


def let_apply(database: Database, person: ImportedApplicant, tag: str) -> None:
    """A candidature, validated with a reason in words that no employer may ever read."""
    home = an_offer(database, residence=word(tag, "residence"), reference=tag)
    with transaction(database, "applicant", person.actor) as tx:
        made = submit(tx, person.actor, home)
    with transaction(database, "worker") as tx:
        at = tx.scalar(text("SELECT app.clock()"))
        assert at is not None
        record(tx, made, Event(State.VALIDATED, at, By.ADVISER, word(tag, "reason")))


def _contest(database: Database, person: ImportedApplicant, tag: str) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        contest_line(tx, own_lines(tx)[0].id, word(tag, "contest"))


def _house(person: ImportedApplicant, database: Database) -> None:
    """The lease is signed, and the registry strikes the request off, as it always does."""
    with database.owner.connect() as owner:
        made = owner.scalar(
            text("SELECT id FROM candidature WHERE request_id = :r"), {"r": person.request_id}
        )
    with transaction(database, "worker") as tx:
        for state, by in ((State.TRANSMITTED, By.ADVISER), (State.LEASE_SIGNED, By.LANDLORD)):
            at = tx.scalar(text("SELECT app.clock()"))
            assert at is not None
            record(tx, made, Event(state, at, by))
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE housing_request SET status = 'STRUCK_OFF' WHERE id = :r"),
            {"r": person.request_id},
        )


def _withdraw(person: ImportedApplicant, database: Database) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)


@dataclass(frozen=True)
class Viewer:
    """Somebody in front of the portal. `audience` "visitor" is nobody signed in."""

    name: str
    audience: str
    client: Client
    who: Somebody | None


def enter(app: Flask, database: Database, world: CanaryWorld, name: str) -> Viewer:
    """The viewer called `name`, signed in at the own door."""
    audience, role, company = VIEWERS[name]
    client = Client(app)
    if audience == "visitor":
        return Viewer(name, audience, client, None)
    if audience == "staff":
        who = a_staff(database, role)
    elif audience == "applicant":
        who = an_applicant(database)
    else:
        assert company is not None
        who = an_employer_user(database, world.companies[company].id, role=role)
    client.enter_as(audience, who.account_id, membership_id=who.membership_id)
    return Viewer(name, audience, client, who)
