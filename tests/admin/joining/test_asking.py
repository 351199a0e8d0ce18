"""Asking to join: one same answer whatever exists, and nothing kept of what is not confirmed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.jobs.housekeeping import keep_house
from app.joining.proof import MOST_BYTES
from tests.admin.joining.conftest import ADDRESS, ONE, PDF, Ask, proof, upload
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import an_owner
from tests.factories.companies import a_company, a_siren, a_siret
from tests.factories.sirene import siret_number


def count(database: Database, table: str = "join_request") -> int:
    with database.owner.connect() as owner:
        return int(owner.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_nobody_learns_whether_a_company_or_an_address_is_known(
    reference: Database, ask: Ask, letters: Letterbox
) -> None:
    company = a_company(reference, siren=ONE)
    an_owner(reference, company.id, email="connue@fonderie.example")
    answers = []
    for siret, address in (
        (company.siret, ADDRESS),
        (company.siret, "connue@fonderie.example"),
        (a_siret(a_siren()), "inconnue@fonderie.example"),
    ):
        page = ask(siret, company_name="Fonderie", email=address)
        mail = letters.the_mail()
        answers.append((page.status, page.body, mail["Subject"], mail["To"] == address))
    assert len(set(answers)) == 1
    assert answers[0][0] == 200


def test_the_name_comes_from_sirene_or_is_asked_for(reference: Database, ask: Ask) -> None:
    assert ask().h1 == "Un lien vous attend"
    with reference.owner.connect() as owner:
        assert owner.scalar(text("SELECT company_name FROM join_request")) == "FONDERIE DU RHÔNE"
    asked_again = ask(a_siret(a_siren()))
    assert "Indiquez le nom de l’entreprise" in asked_again.text
    assert 'value="Paule Perrin"' in asked_again.body, "what was typed is kept"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"siret": "123 456 789 00012"}, "Ce SIRET est inexact"),
        ({"siret": ONE}, "C’est un SIREN"),
        ({"email": "x"}, "adresse e-mail complète"),
        ({"phone": "12"}, "un numéro complet"),
        ({"terms": None}, "Acceptez les conditions"),
        ({"proof": proof(b"")}, "Joignez le justificatif"),
        ({"proof": proof(b"<html>", "mandat.pdf")}, "n’est pas un PDF"),
        ({"proof": proof(PDF[:-7], "mandat.pdf")}, "n’est pas un PDF"),
        ({"proof": proof(PDF[:9] + b"x" * MOST_BYTES + PDF[9:])}, "dépasse 5 Mo"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    reference: Database, ask: Ask, changes: dict[str, object], words: str
) -> None:
    page = ask(**changes)
    assert words in page.text
    assert count(reference) == 0


def test_the_post_office_s_establishments_have_a_check_of_their_own(
    reference: Database, ask: Ask
) -> None:
    assert ask("35600000009075", company_name="La Poste").h1 == "Un lien vous attend"


def test_a_picture_is_taken_whatever_its_name(reference: Database, ask: Ask) -> None:
    png = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"
    ask(proof=proof(png, "../../etc/passwd.exe"))
    with reference.owner.connect() as owner:
        assert owner.execute(text("SELECT kind, content FROM join_proof")).one() == ("PNG", png)


def test_a_body_larger_than_any_proof_is_refused_and_other_pages_take_none(
    app: Flask, reference: Database
) -> None:
    huge = {"siret": "x", "proof": proof(b"x" * (MOST_BYTES + 600_000))}
    assert upload(Client(app), huge).status == 413
    body, kind = b"x" * 1_100_000, "application/x-www-form-urlencoded"
    other = Client(app).http.post("/employeur/connexion", data=body, content_type=kind)
    assert other.status_code == 413


def test_staff_know_nothing_before_the_link_is_followed_and_it_serves_once(
    app: Flask, reference: Database, ask: Ask, letters: Letterbox, manager: Client
) -> None:
    ask()
    assert "FONDERIE" not in manager.get("/action-logement/demandes?etat=tous").text
    link = link_of(letters.the_mail())
    client = Client(app)
    client.get(link)
    assert "FONDERIE" not in manager.get("/action-logement/demandes?etat=tous").text, "a scanner"
    page = client.get(link)
    client.submit(page)
    assert "FONDERIE DU RHÔNE" in manager.get("/action-logement/demandes").text
    assert client.get(link).status == 410
    assert client.submit(page).status == 410


def test_links_never_followed_proofs_and_old_requests_are_erased(
    reference: Database, settings: Settings, clock: Clock, ask: Ask,
    confirmed: Callable[..., None],
) -> None:  # fmt: skip
    confirmed()
    ask(siret_number(ONE, 2))
    clock.advance(timedelta(days=3))
    keep_house(settings, reference)
    assert (count(reference), count(reference, "join_proof")) == (1, 1), "the confirmed one waits"
    with reference.owner.begin() as owner:
        owner.execute(text("UPDATE join_request SET state = 'REFUSED', decided_at = app.clock()"))
    clock.advance(timedelta(days=34))
    keep_house(settings, reference)
    assert (count(reference), count(reference, "join_proof")) == (1, 0)
    clock.advance(timedelta(days=400))
    keep_house(settings, reference)
    assert count(reference) == 0


def test_a_mailbox_and_a_caller_may_ask_so_often_and_no_more(reference: Database, ask: Ask) -> None:
    statuses = [ask().status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    others = [ask(email=f"a{n}@fonderie.example").status for n in range(8)]
    assert others[-1] == 429


def test_the_sign_in_page_leads_there(client: Client) -> None:
    page = client.get("/employeur/connexion")
    link = page.dom.find("a", string="Mon entreprise n’est pas encore inscrite")
    assert link is not None
    assert client.get(str(link["href"])).h1 == "Inscrire mon entreprise"
