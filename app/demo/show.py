"""`portail demo`: tell the whole story once, then print who may sign in where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import click
from sqlalchemy import text

from app.accounts.passwords import hash_password
from app.config import Settings
from app.db.engines import Database
from app.db.upgrade import upgrade
from app.demo.accounts import accounts_of
from app.demo.applicants import (
    Applicant,
    confirm,
    import_and_choose,
    invent_applicants,
    load_registry,
    open_everything,
    sign_up,
    take_back,
)
from app.demo.calendar import time_of_the_story
from app.demo.candidatures import Planned, plan_candidatures, tell_event, tell_submission
from app.demo.cast import ADMINISTRATOR, PASSWORD
from app.demo.companies import Standing, found_companies, open_staff, suspend_companies
from app.demo.company_life import ask_for_exports, replace_poster
from app.demo.joining import let_companies_ask
from app.demo.messages import write_some_messages
from app.demo.offers import publish_offers
from app.demo.points import award_some, publish_scales
from app.demo.readings import read_some_files
from app.demo.sirene import load_sirene
from app.demo.support import NOTES, contest_one, suggest_some, support_newest
from app.registry.importing import Import
from app.registry.sandbox import SandboxRegistry
from app.statistics.closing import close_months

STORY = timedelta(days=300)
OFFERS = 60
CANDIDATURES = 80


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens at a moment of the story."""

    at: datetime
    tell: Callable[[], None]


def prepare_demo(settings: Settings, database: Database, *, requests: int = 400) -> Iterator[str]:
    """Fill an empty database with the demonstration; yields the lines to print.

    A complete one is left as it is. Raises click.ClickException when this is no demonstration, or
    when the database holds something else.
    """
    if settings.production or not settings.demo:
        raise click.ClickException("Une démonstration se prépare avec PORTAIL_DEMO=1.")
    upgrade(database)
    found = _people_found(database)
    if found == "other":
        raise click.ClickException(
            "La base contient autre chose qu’une démonstration complète : `make reset` l’oublie."
        )
    if found == "nobody":
        yield "Préparation de la démonstration (une minute au plus)…"
        _fill(settings, database, requests)
    yield from accounts_of(settings, database)


def _people_found(database: Database) -> str:
    """`nobody`, `demo` (complete) or `other`."""
    with database.owner.connect() as owner:
        complete = owner.scalar(
            text("SELECT count(*) FROM staff_account WHERE email = :e"),
            {"e": ADMINISTRATOR.email},
        )
        anybody = owner.scalar(
            text(
                "SELECT EXISTS (SELECT FROM staff_account) OR EXISTS (SELECT FROM company) "
                "OR EXISTS (SELECT FROM applicant_account)"
            )
        )
    if complete:
        return "demo"
    return "other" if anybody else "nobody"


def _fill(settings: Settings, database: Database, requests: int) -> None:
    with database.owner.connect() as owner:
        now: datetime = owner.execute(text("SELECT app.clock()")).scalar_one()
    start = now - STORY
    hashed = hash_password(PASSWORD)
    people = invent_applicants(requests, start, now)
    load_registry(database, people, now.date())
    source = Import(SandboxRegistry(database.engine("registry")), settings.secret_key)
    with time_of_the_story(database):
        load_sirene(database, start)
        standing = found_companies(database, start, now, hashed)
        codes = {siren: one.code for siren, one in standing.items() if one.code}
        offers = publish_offers(database, OFFERS, now)
        planned = plan_candidatures(people, offers, CANDIDATURES * requests // 400 + 3, now)
        acts = _applicants_acts(database, people, source, codes, hashed)
        acts += _candidatures_acts(database, planned)
        acts += _confirmations(database, people, codes, now)
        acts += _last_acts(database, standing, now)
        scale_day = start + timedelta(days=20)
        acts.append(Act(scale_day, partial(publish_scales, database, scale_day)))
        acts += _support_acts(database, people, now)
        acts.sort(key=lambda act: act.at)
        with click.progressbar(acts, label="Dix mois en une minute") as told:
            for act in told:
                act.tell()
        open_staff(database, now, (ADMINISTRATOR,), hashed)
    close_months(database)


def _applicants_acts(
    database: Database, people: list[Applicant], source: Import, codes: dict[str, str],
    hashed: str,
) -> list[Act]:  # fmt: skip
    acts: list[Act] = []
    for one in people:
        acts += _acts_of(database, one, source, codes, hashed)
    return acts


def _acts_of(
    database: Database, one: Applicant, source: Import, codes: dict[str, str], hashed: str
) -> Iterator[Act]:
    imports, leaves, opens = one.imports_at, one.leaves_at, one.opens_all_at
    if not one.signs_up:
        return
    if imports is None:
        changed = datetime.fromisoformat(one.record["updated_at"])
        yield Act(changed, partial(sign_up, database, one, hashed, changed))
        return
    before = imports - timedelta(minutes=20)
    yield Act(before, partial(sign_up, database, one, hashed, before))
    yield Act(imports, partial(import_and_choose, database, one, source, codes, imports))
    if opens is not None:
        yield Act(opens, partial(open_everything, database, one, codes, opens))
    if leaves is not None:
        yield Act(leaves, partial(take_back, database, one, leaves))


def _confirmations(
    database: Database, people: list[Applicant], codes: dict[str, str], now: datetime
) -> list[Act]:
    """Enough acts within a month for the network's figures to tell something of it."""
    acts: list[Act] = []
    for one in people:
        moment = now - timedelta(days=33 + one.ordinal % 20)
        here = one.imports_at is not None and one.imports_at < moment and one.lead is None
        if here and one.choice is not None and (one.leaves_at is None or one.leaves_at > moment):
            acts.append(Act(moment, partial(confirm, database, one, codes, moment)))
    return acts


def _candidatures_acts(database: Database, planned: list[Planned]) -> list[Act]:
    acts: list[Act] = []
    for one in planned:
        acts.append(Act(one.submitted_at, partial(tell_submission, database, one)))
        for state, moment in one.later:
            acts.append(Act(moment, partial(tell_event, database, one, state, moment)))
    return acts


def _support_acts(database: Database, people: list[Applicant], now: datetime) -> list[Act]:
    acts: list[Act] = []
    for days, words in NOTES.items():
        moment = now - timedelta(days=days)
        acts.append(Act(moment, partial(support_newest, database, moment, words)))
    suggested, contested = now - timedelta(hours=4), now - timedelta(hours=1)
    acts.append(Act(suggested, partial(suggest_some, database, suggested)))
    acts.append(Act(contested, partial(contest_one, database, people, contested)))
    return acts


def _last_acts(database: Database, standing: dict[str, Standing], now: datetime) -> list[Act]:
    suspended, read = now - timedelta(days=20), now - timedelta(hours=3)
    replaced = now - timedelta(days=2)
    return [
        Act(replaced, partial(replace_poster, database, replaced)),
        Act(replaced, partial(let_companies_ask, database, replaced)),
        Act(suspended, partial(suspend_companies, database, suspended, standing)),
        Act(read, partial(read_some_files, database, read)),
        Act(read, partial(award_some, database, now)),
        Act(now - timedelta(hours=2), partial(write_some_messages, database, now)),
        Act(now - timedelta(hours=1), partial(ask_for_exports, database, now - timedelta(hours=1))),
    ]
