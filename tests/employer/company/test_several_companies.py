"""Somebody in two companies acts for one at a time: nothing of A while acting for B."""

from dataclasses import dataclass

import pytest
from flask import Flask

from app.db.engines import Database
from tests.client import Client, Page
from tests.factories.accounts import PASSWORD, an_employer_user
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company

BOTH = "deux.maisons@entreprise.example"


@dataclass(frozen=True)
class Two:
    """Companies A and B, somebody visible in each, and a browser of their common owner."""

    companies: tuple[MadeCompany, MadeCompany]
    people: tuple[ImportedApplicant, ImportedApplicant]
    client: Client


@pytest.fixture
def two(plain_app: Flask, database: Database) -> Two:
    a, b = a_company(database, name="Alpha SA"), a_company(database, name="Bêta SARL")
    people = tuple(
        an_imported_applicant(database, one, choice=3, sensitive=True,
                              overrides={"applicant.usual_name": name})
        for one, name in ((a, "ALPHANDIER"), (b, "BETANCOURT"))
    )  # fmt: skip
    for one in (a, b):
        an_employer_user(database, one.id, email=BOTH)
    client = Client(plain_app)
    client.submit("/employeur/connexion", {"email": BOTH, "password": PASSWORD})
    return Two((a, b), people, client)  # type: ignore[arg-type]


def act_for(two: Two, name: str) -> Page:
    page = two.client.get("/employeur/changer-d-entreprise")
    for label in page.dom.find_all("label"):
        if name in label.get_text():
            box = page.dom.find(id=label["for"])
            assert box is not None
            return two.client.submit(page, {"membership": box["value"]}, form="changer")
    raise AssertionError(page.text)


def make_a_code(client: Client, label: str) -> str:
    page = client.submit("/employeur/entreprise/codes/nouveau", {"label": label}, form="nouveau")
    link = page.dom.find("a", string="Texte")
    assert link is not None
    return str(link["href"])


PAGES = (
    "/employeur", "/employeur/salaries", "/employeur/rapports", "/employeur/entreprise",
    "/employeur/entreprise/codes", "/employeur/entreprise/politique",
    "/employeur/entreprise/equipe", "/employeur/entreprise/journal", "/employeur/notifications",
    "/employeur/salaries?q=alphandier", "/employeur/points",
)  # fmt: skip


def test_no_page_of_b_holds_a_word_of_a(two: Two, database: Database) -> None:
    an_employer_user(database, two.companies[0].id, role="READER", name="Colette Dalpha")
    act_for(two, "Alpha")
    make_a_code(two.client, "Hall d’Alpha")
    two.client.get(f"/employeur/salaries/{two.people[0].public_id}")
    assert "ALPHANDIER" in two.client.get("/employeur/salaries").text
    act_for(two, "Bêta")
    for path in PAGES:
        body = two.client.get(path).body
        for word in ("ALPHANDIER", "Hall d’Alpha", "Colette Dalpha", "Alpha SA",
                     two.companies[0].siren):  # fmt: skip
            assert word not in body, (path, word)
    assert "BETANCOURT" in two.client.get("/employeur/salaries").text


def test_addresses_of_a_lead_nowhere_while_acting_for_b(two: Two) -> None:
    act_for(two, "Alpha")
    text_of_a = make_a_code(two.client, "Hall d’Alpha")
    person = f"/employeur/salaries/{two.people[0].public_id}"
    assert two.client.get(person).status == 200
    act_for(two, "Bêta")
    for address in (person, text_of_a, text_of_a.replace("texte", "remplacer")):
        assert two.client.get(address).status == 404


def test_a_form_opened_for_a_changes_nothing_once_one_acts_for_b(
    two: Two, database: Database
) -> None:
    act_for(two, "Alpha")
    policy = two.client.get("/employeur/entreprise/politique/nouvelle")
    code = two.client.get(make_a_code(two.client, "Hall").replace("texte", "suspendre"))
    act_for(two, "Bêta")
    # A change of company is a new session with a token of its own: forms of before are worthless.
    assert two.client.submit(code, form="suspendre", follow=False).status == 400
    answer = two.client.submit(
        policy, {"choices": "2"}, form="nouvelle", button="step=save", follow=False
    )  # fmt: skip
    assert answer.status == 400
    for name in ("Alpha", "Bêta"):
        act_for(two, name)
        assert "v2" not in two.client.get("/employeur/entreprise/politique").text


def test_rights_in_a_are_no_rights_in_b(plain_app: Flask, database: Database) -> None:
    a, b = a_company(database, name="Alpha SA"), a_company(database, name="Bêta SARL")
    an_employer_user(database, a.id, email=BOTH, role="OWNER")
    an_employer_user(database, b.id, email=BOTH, role="READER")
    client = Client(plain_app)
    client.submit("/employeur/connexion", {"email": BOTH, "password": PASSWORD})
    two = Two((a, b), (), client)  # type: ignore[arg-type]
    act_for(two, "Alpha")
    assert client.get("/employeur/entreprise/equipe").status == 200
    act_for(two, "Bêta")
    for path in ("equipe", "codes/nouveau", "politique/nouvelle", "journal"):
        assert client.get(f"/employeur/entreprise/{path}").status == 403
