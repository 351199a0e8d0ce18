"""Applicants with an imported request, made by the product's own services: the registration file
is loaded, a code is issued and used, the choice is made as the applicant makes it."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.access.actor import Actor
from app.config import DEVELOPMENT_SECRET
from app.consent.adults import answer_link, ask_co_applicant
from app.consent.employer import employer_of, give_code, situation_of
from app.consent.services import ChoiceMade, choose
from app.db.engines import Database
from app.db.transaction import transaction
from app.documents.standing import make_ready
from app.privacy.readers.own import own_request
from app.privacy.rule import Choice
from app.registry.import_codes import issue_code
from app.registry.importing import Import, attach, import_with_code
from app.registry.loading import load_file
from app.registry.sandbox import SandboxRegistry
from tests.factories.accounts import PASSWORD, an_applicant
from tests.factories.companies import MadeCompany, a_company

Record = dict[str, Any]
_numbers = count(1)
_moments = count(1)
_FIRST_DELIVERY = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ImportedApplicant:
    """Somebody whose request is in the portal. `public_id` is None while nothing is shown."""

    account_id: UUID
    email: str
    request_id: UUID
    unique_number: str
    record: Record
    company: MadeCompany
    public_id: UUID | None
    password: str = PASSWORD

    @property
    def actor(self) -> Actor:
        """For acts through the services, as this applicant."""
        return applicant_actor(self.account_id, self.record["applicant"]["first_names"])


def applicant_actor(account_id: UUID, name: str = "Inès") -> Actor:
    """An applicant signed in, for the services."""
    return Actor(
        audience="applicant", account_id=account_id, name=name, role="APPLICANT", locale="fr",
        sid_hash=b"",
    )  # fmt: skip


def a_record(siret: str | None, overrides: Mapping[str, Any] | None = None) -> Record:
    """A request as the registry delivers it, every block filled; its number is its own.

    `overrides` maps dotted paths to values: {"applicant.birth_name": "Noël", "co_applicant": None}.
    """
    record: Record = copy.deepcopy(_FULL)
    record["unique_number"] = f"0690224{next(_numbers):06}69V01"
    record["applicant"]["occupation"]["siret"] = siret
    for path, value in (overrides or {}).items():
        *owners, last = path.split(".")
        node = record
        for owner in owners:
            node = node[owner]
        node[last] = value
    return record


def registry_says(database: Database, record: Record) -> Record:
    """Deliver this version of the request to the sandbox, newer than every one before."""
    moment = _FIRST_DELIVERY + timedelta(minutes=next(_moments))
    delivered = {**record, "updated_at": moment.isoformat()}
    line = json.dumps(delivered, ensure_ascii=False).encode()
    report = load_file(BytesIO(line), database.engine("registry"), today=date(2026, 11, 23))
    assert report.refused_count == 0, report.refused
    return delivered


def registry_source(database: Database) -> Import:
    """What the import services need, as the application makes it in these tests."""
    return Import(SandboxRegistry(database.engine("registry")), DEVELOPMENT_SECRET)


def an_imported_applicant(
    database: Database, company: MadeCompany | None = None, *, choice: int | None = None,
    sensitive: bool | None = None, months: int | None = None, code: str | None = None,
    siret: str | None = None, record: Record | None = None,
    overrides: Mapping[str, Any] | None = None, email: str | None = None, ready: bool = True,
) -> ImportedApplicant:  # fmt: skip
    """An applicant of `company` (a new one by default) with request imported and choice made.

    `siret` is another establishment of the company; `code` a Company Code to give first. With
    choice 3 `sensitive` is False unless said. `ready`: with the documents ticked.
    """
    works_for = company or a_company(database)
    delivered = record or a_record(siret or works_for.siret, overrides)
    delivered = registry_says(database, delivered)
    who = delivered["applicant"]
    person = an_applicant(
        database, email=email, civility=who["civility"],
        surname=who.get("usual_name") or who["birth_name"], first_names=who["first_names"],
        birth_date=date.fromisoformat(who["birth_date"]),
    )  # fmt: skip
    actor = applicant_actor(person.account_id)
    request_id = import_request(database, actor, delivered["unique_number"])
    if ready:
        with transaction(database, "applicant", actor) as tx:
            make_ready(tx)
    if choice is not None:
        answer = sensitive if choice != Choice.FULL_FILE else bool(sensitive)
        decide_for(database, actor, ChoiceMade(Choice(choice), answer, months), code=code)
    return ImportedApplicant(
        person.account_id, person.email, request_id, delivered["unique_number"], delivered,
        works_for, public_id_of(database, request_id),
    )  # fmt: skip


def an_attached_applicant(
    database: Database, company: MadeCompany, own: MadeCompany | None = None, *,
    choice: int | None = None, sensitive: bool | None = None, agreed: bool = True,
    overrides: Mapping[str, Any] | None = None, email: str | None = None,
) -> ImportedApplicant:  # fmt: skip
    """Somebody whose request is attached to the co-applicant's employer, `company`.

    The applicant works for `own` (a new one by default). The co-applicant agrees by their own
    link unless said.
    """
    traits = {**(overrides or {}), "co_applicant.occupation.siret": company.siret}
    person = an_imported_applicant(database, own, overrides=traits, email=email)
    attach_to(database, person, "CO_APPLICANT")
    if agreed:
        answer_co_applicant(database, ask_co(database, person), agrees=True)
    if choice is not None:
        answer = sensitive if choice != Choice.FULL_FILE else bool(sensitive)
        decide_for(database, person.actor, ChoiceMade(Choice(choice), answer))
    return replace(person, company=company, public_id=public_id_of(database, person.request_id))


def attach_to(database: Database, person: ImportedApplicant, role: str) -> None:
    """Attach the request to the employer of APPLICANT or CO_APPLICANT, as its applicant does."""
    with transaction(database, "applicant", person.actor) as tx:
        held = own_request(tx)
        assert held is not None
        attach(tx, person.actor, registry_source(database), held, role)


def ask_co(database: Database, person: ImportedApplicant) -> str:
    """Send the co-applicant their link; returns its token, as the mail carries it."""
    with transaction(database, "applicant", person.actor) as tx:
        assert ask_co_applicant(tx, "fr")
    with database.owner.connect() as owner:
        token: str = owner.scalar(
            text("SELECT params ->> 'token' FROM mail_outbox WHERE kind = 'adult_agreement'"
                 " ORDER BY created_at DESC LIMIT 1")
        )  # fmt: skip
    return token


def answer_co_applicant(database: Database, token: str, *, agrees: bool) -> bool:
    """The co-applicant's answer, by their own link."""
    with transaction(database, "signin") as tx:
        return answer_link(tx, token, agrees=agrees)


def import_request(database: Database, actor: Actor, unique_number: str) -> UUID:
    """Import by a code, without the mail that would carry it."""
    source = registry_source(database)
    with transaction(database, "applicant", actor) as tx:
        typed = issue_code(tx, source.secret_key, actor.account_id, unique_number)
        return import_with_code(tx, actor, source, typed)


def decide_for(
    database: Database, actor: Actor, made: ChoiceMade, *, code: str | None = None
) -> None:
    """Make a choice as the applicant does, by the policy in force; raises ChoiceRefused."""
    with transaction(database, "applicant", actor) as tx:
        own = own_request(tx)
        assert own is not None
        employer = employer_of(tx, own)
        if code is not None and employer.company.company_id is not None:
            give_code(tx, own.request_id, employer.company.company_id, code)
            own = own_request(tx)
            assert own is not None
            employer = employer_of(tx, own)
        choose(
            tx, actor, own.request_id, made, company_id=employer.company.company_id,
            policy_version_id=employer.policy.id if employer.policy else None,
            situation=situation_of(own, employer),
        )  # fmt: skip


def public_id_of(database: Database, request_id: UUID) -> UUID | None:
    """The name of the running period of visibility, as employers' addresses carry it."""
    with database.owner.connect() as owner:
        found: UUID | None = owner.scalar(
            text("SELECT public_id FROM visibility WHERE request_id = :r"), {"r": request_id}
        )
    return found


def let_adults_agree(database: Database, request_id: UUID) -> None:
    """Every other adult of the request agreed, as by their own links."""
    with database.owner.begin() as owner:
        owner.execute(
            text("UPDATE other_adult SET agreed = true WHERE request_id = :r"), {"r": request_id}
        )


_FULL: Record = {
    "unique_number": "069022404187769V01",
    "kind": "RENEWAL",
    "status": "ACTIVE",
    "registered_on": "2024-02-12",
    "renewed_on": "2026-02-10",
    "updated_at": "2025-01-01T00:00:00Z",
    "registry_email": "registre@courriel.example",
    "applicant": {
        "civility": "MME",
        "birth_name": "Mirandeuil",
        "usual_name": None,
        "first_names": "Inès, Flore",
        "birth_date": "1994-02-03",
        "nationality": "NON_EU",
        "family_status": "MARRIED",
        "email": "ines.m@courriel.example",
        "phone": "06 39 98 00 17",
        "address": {"line": "4 rue des Lilas", "postcode": "69500", "insee_code": "69029"},
        "occupation": {
            "status": "PRIVATE_EMPLOYEE",
            "contract": "CDI",
            "job_title": "Ajusteuse",
            "employer_name": "Ateliers Vauquelin",
            "siret": None,
            "several_employers": False,
            "workplace": {"postcode": "69100", "insee_code": "69266"},
        },
    },
    "co_applicant": {
        "civility": "M",
        "link": "SPOUSE",
        "birth_name": "Conjointin",
        "first_names": "Paul",
        "birth_date": "1992-08-30",
        "email": "paul.c@courriel.example",
        "phone": "06 39 98 00 18",
        "occupation": {
            "status": "PRIVATE_EMPLOYEE",
            "job_title": "Cariste",
            "employer_name": "Transports Delmas",
        },
    },
    "household": {
        "dependants": [
            {"last_name": "Conjointin", "first_name": "Zoé", "birth_date": "2022-05-04"},
        ],
        "unborn_children": 1,
        "due_date": "2027-03-02",
        "disabled_people": 1,
        "disability_details": "Mobilité réduite",
    },
    "income": {
        "reference_tax_income": [
            {"year": 2024, "person": "APPLICANT", "euros": 21480},
            {"year": 2024, "person": "CO_APPLICANT", "euros": 19333},
        ],
        "monthly_resources": [
            {"person": "APPLICANT", "code": "SAL", "euros": 2100},
            {"person": "APPLICANT", "code": "AAH", "euros": 210},
            {"person": "CO_APPLICANT", "code": "SAL", "euros": 1777},
        ],
        "alimony_paid_euros": 0,
    },
    "current_housing": {
        "kind": "PRIVATE_TENANT",
        "landlord_name": "Régie des Tilleuls",
        "since": "2019-09-01",
        "dwelling_type": "T2",
        "surface_m2": 38,
        "rent_euros": 690,
        "people": 3,
    },
    "wanted_housing": {
        "dwelling_types": ["T3"],
        "communes": [{"insee_code": "69266", "district": "Charpennes"}, {"insee_code": "69383"}],
        "building": "FLAT",
        "accepts_other_communes": True,
        "max_rent_euros": 720,
        "parking": False,
        "lift": True,
        "adapted_to_disability": True,
    },
    "reasons": ["TOO_SMALL", "VIOLENCE_AT_HOME"],
    "free_text": "Nous attendons un deuxième enfant.",
    "priority": ["DALO"],
    "documents": [
        {"code": "IDENTITY", "mandatory": True, "deposited": True},
        {"code": "PREGNANCY", "mandatory": False, "deposited": True},
    ],
}
