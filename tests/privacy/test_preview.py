"""What the preview shows is what the employer reads, field by field, for hostile requests.

`make prove` compares a thousand requests; a few are enough to see a field that goes its own way.
That closed blocks change no byte of the employer's pages stands in test_non_interference.
"""

import json
import os
from random import Random

import pytest
from bs4 import Tag
from flask import Flask

from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.privacy.rule import Choice
from tests.applicant.conftest import Applicant
from tests.client import Client, Page
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant, decide_for, public_id_of
from tests.factories.candidatures import a_candidature
from tests.factories.companies import a_company
from tests.factories.requests import hostile_request

REQUESTS = int(os.environ.get("PROOF_ROUNDS", "5"))
pytestmark = pytest.mark.timeout(7_200)
Fields = list[tuple[str, str, str]]


def fields_of(part: Page | Tag, section: str = ".section") -> Fields:
    """(section, label, value) in their order."""
    root = part.dom if isinstance(part, Page) else part
    found: Fields = []
    for block in root.select(section):
        title = block.find(["h2", "h3"])
        name = title.get_text(" ", strip=True) if title else ""
        for line in block.select("dl.data-list > div"):
            label, value = line.find("dt"), line.find("dd")
            assert label is not None
            assert value is not None
            found.append((name, label.get_text(), value.get_text(" ", strip=True)))
    return found


def timeline_of(page: Page) -> list[str]:
    section = page.dom.select_one("section[aria-labelledby=candidatures]")
    assert section is not None
    return [text.strip() for text in section.stripped_strings]


def test_the_preview_is_what_the_employer_reads(app: Flask, database: Database) -> None:
    company = a_company(database)
    who = an_owner(database, company.id)
    hr = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    dice, compared = Random(20261125), 0
    for number in range(REQUESTS):
        # Two code points no strict parser of HTML takes: browsers show nothing for them.
        plain = json.dumps(hostile_request(dice, number), ensure_ascii=False)
        record = json.loads(plain.replace("\ufffe", "n").replace("\uffff", "n"))
        record["status"] = "ACTIVE"
        record["applicant"]["occupation"]["siret"] = company.siret
        person = an_imported_applicant(database, company, record=record)
        if number % 2:
            a_candidature(database, person.request_id, [(1, "SUBMITTED"), (4, "VISIT_PLANNED")])
        mine = Applicant(app, person.account_id)
        cards = mine.get("/demandeur/choix").dom.select(".choice-card")
        summary = fields_of(cards[1], ".preview")
        previews = {
            answer: mine.get(f"/demandeur/choix/apercu?sensibles={word}")
            for answer, word in ((True, "oui"), (False, "non"))
        }
        decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
        address = f"/employeur/salaries/{public_id_of(database, person.request_id)}"
        read = fields_of(hr.get(address), "section.panel:has(> dl.data-list)")
        assert len(read) == 11
        assert [pair[1:] for pair in read] == [pair[1:] for pair in summary], record
        for answer, preview in previews.items():
            decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, answer))
            address = f"/employeur/salaries/{public_id_of(database, person.request_id)}"
            hr.submit(address, {"purpose": "SUPPORT"}, form=address.rsplit("/", 1)[1])
            page = hr.get(f"{address}/dossier")
            assert fields_of(page) == fields_of(preview), record
            assert timeline_of(page) == timeline_of(preview), record
            compared += len(fields_of(page))
    assert compared > REQUESTS * 60
    print(f"{REQUESTS} requests: {compared} fields of full files compared")
