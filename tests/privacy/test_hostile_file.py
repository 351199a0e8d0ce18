"""A request file from a second generator, hostile but valid, broken lines among its lines:
load → import → choice 1, 2, 3 → HR list, file, PDF. HR reaches exactly the allowed words."""

import json
from io import BytesIO
from random import Random
from typing import Any

from flask import Flask

from app.config import Settings
from app.db.engines import Database
from app.registry.contract import BrokenLine, check_line
from app.registry.loading import load_file
from tests.client import Client
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.broken_lines import lines_with_faults
from tests.factories.companies import MadeCompany, a_company
from tests.factories.requests import LA_POSTE_SIRETS, hostile_request
from tests.privacy.canary import (
    ADULT,
    FIELDS,
    FILE,
    LISTED,
    NEVER,
    SENSITIVE,
    SUMMARY,
    canaries,
    word,
)
from tests.privacy.crawl import Crawler
from tests.privacy.world import TODAY, CanaryWorld, Viewer
from tests.worker import do_jobs

PEOPLE = 15
# What each in turn chooses, and what that opens.
CHOICES: tuple[tuple[int | None, bool | None, tuple[str, ...]], ...] = (
    (1, None, ()),
    (2, None, (SUMMARY,)),
    (3, False, (SUMMARY, FILE)),
    (3, True, (SUMMARY, FILE, SENSITIVE)),
    (None, None, ()),
)


def marked(record: dict[str, Any], tag: str) -> dict[str, Any]:
    """The hostile record, a canary at the end of each of its words."""
    for path, (_part, ending) in FIELDS.items():
        *owners, last = path.split(".")
        node: Any = record
        for owner in owners:
            node = node.get(owner) if node else None
        if not node or (node.get(last) is None and path != "applicant.email"):
            continue
        mark = word(tag, ending)
        mail = "mail" in path
        node[last] = f"{mark}@exemple.example" if mail else f"{str(node[last])[:60]} {mark}"
    record["registry_email"] = f"{word(tag, 'registry')}@exemple.example"
    for (path, index, key), (_part, ending) in LISTED.items():
        owner, name = path.split(".")
        found = record[owner].get(name) or []
        if len(found) > index:
            found[index] = {**found[index], key: f"{word(tag, ending)}"}
    return record


def words_of(record: dict[str, Any], tag: str, *parts: str) -> frozenset[str]:
    """The canaries of `parts` that this record really holds."""
    text = json.dumps(record, ensure_ascii=False)
    return frozenset(w for w in canaries(tag).words(*parts) if w in text)


def test_hr_reaches_exactly_the_allowed_words_of_a_hostile_file(
    app: Flask, database: Database, settings: Settings
) -> None:
    dice = Random(20_261_123)
    company = a_company(database, siren="356000000", establishments=2)
    people, allowed, every = {}, frozenset[str](), frozenset[str]()
    for ordinal in range(PEOPLE):
        tag = "h" + "abcdefghij"[ordinal // 10] + "abcdefghij"[ordinal % 10]
        record = marked(hostile_request(dice, ordinal), tag)
        record["applicant"]["occupation"]["siret"] = dice.choice(
            (*company.sirets, *LA_POSTE_SIRETS)
        )
        if record["applicant"].get("usual_name") == "":
            record["applicant"]["usual_name"] = None
        choice, sensitive, opened = CHOICES[ordinal % len(CHOICES)]
        people[tag] = an_imported_applicant(
            database, company, record=record, choice=choice, sensitive=sensitive
        )
        allowed |= words_of(record, tag, *opened)
        every |= words_of(record, tag, SUMMARY, FILE, SENSITIVE, ADULT, NEVER)
    owner = an_owner(database, company.id)
    client = Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)
    world = CanaryWorld(_alone(company), people, {})
    crawler = Crawler(app, world, Viewer("owner", "employer", client, owner))
    crawler.ask_everything()
    assert do_jobs(settings, database) > 0
    crawler.get_all(queries=False)
    met = crawler.findings
    assert len(met.words & allowed) > 60
    assert len(every - allowed) > 100
    assert not met.failures, met.failures[:5]
    assert met.words & (every - allowed) == frozenset()
    missing = _not_hidden_by_birth_name(allowed - met.words, people)
    assert missing == frozenset(), sorted(missing)


def _alone(company: MadeCompany) -> dict[str, MadeCompany]:
    return {"mine": company, "other": company, "suspended": company}


def _not_hidden_by_birth_name(missing: frozenset[str], people: dict[str, Any]) -> frozenset[str]:
    """Without a usual name the birth name stands in its place: there is no usual name to meet."""
    return frozenset(
        w
        for w in missing
        if not (w.endswith("qusual") and not people[w[2:5]].record["applicant"]["usual_name"])
    )


def test_broken_lines_among_sound_ones_are_told_by_number_and_path_never_by_value(
    database: Database,
) -> None:
    lines = list(lines_with_faults())
    sound = [line for line, fault in lines if fault is None]
    data = b"\n".join(line for line, _fault in lines if b"\n" not in line)
    report = load_file(BytesIO(data), database.engine("registry"), today=TODAY)
    assert report.accepted >= 1
    assert report.refused_count >= 40
    for refusal in report.refused:
        assert refusal.line > 0
        assert refusal.path.startswith("/") or refusal.path == ""
    again = load_file(BytesIO(data), database.engine("registry"), today=TODAY)
    assert again.accepted == 0
    assert again.refused_count == report.refused_count
    for line in sound:
        try:
            check_line(line, TODAY)
        except BrokenLine as broken:  # pragma: no cover - says which line is not sound
            raise AssertionError(broken.path) from broken
