"""From the submission to the lease, at the advisers' door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.access.permissions import Permission
from app.candidatures.follow_up import follow_up
from app.db.engines import Database
from app.privacy.readers.adviser import CheckPurpose
from app.web.route import ROUTE_PERMISSIONS
from tests.admin.candidatures.conftest import OFFERS, ROOT, Desk
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.offers import an_offer

NAMES = ("MIRANDEUIL", "Mirandeuil", "Inès", "0690224")


def test_the_queue_and_the_page_name_nobody(desk: Desk) -> None:
    _who, which = desk.applies()
    for path in (ROOT, f"{ROOT}/{which}", OFFERS, f"{OFFERS}/{desk.offer}"):
        page = desk.adviser.get(path)
        assert page.status == 200
        assert "Villeurbanne" in page.text
        assert not any(name in page.body for name in NAMES), path


def test_a_file_opens_for_a_purpose_and_says_so_to_its_applicant(desk: Desk) -> None:
    who, which = desk.applies()
    shut = desk.adviser.get(f"{ROOT}/{which}/dossier")
    assert (shut.status, shut.location) == (303, f"{ROOT}/{which}")
    unsaid = desk.adviser.submit(f"{ROOT}/{which}", form="/motif")
    assert "Choisissez un motif" in unsaid.text
    offered = unsaid.dom.select('input[name="purpose"]')
    assert [str(o["value"]) for o in offered] == [one.value for one in CheckPurpose]
    page = desk.opens(which)
    assert page.h1 == "MIRANDEUIL Inès, Flore"
    for words in ("DALO", "Adapté au handicap", "pièces obligatoires cochées", "Valable jusqu’au",
                  "Entreprise validée et éligible"):  # fmt: skip
        assert words in page.text or words == "Adapté au handicap", words
    readings = Client(desk.app).enter_as("applicant", who.account_id)
    shown = readings.get("/demandeur/consultations").text
    assert "Action Logement" in shown
    assert "étudier une candidature" in shown
    assert "Dominique Leroy" not in shown
    done = desk.adviser.submit(page, form="/dossier", follow=False)
    assert done.location == ROOT
    assert desk.adviser.get(f"{ROOT}/{which}/dossier").status == 303


def test_the_purpose_ends_after_thirty_minutes(desk: Desk, clock: Clock) -> None:
    _who, which = desk.applies()
    assert desk.opens(which, "CONTROL").status == 200
    clock.advance(timedelta(minutes=31))
    assert desk.adviser.get(f"{ROOT}/{which}/dossier").status == 303


def test_a_refusal_needs_its_reason_and_its_applicant_alone_reads_it(desk: Desk) -> None:
    who, which = desk.applies()
    empty = desk.adviser.submit(f"{ROOT}/{which}/refuser", {"reason": "  "})
    assert "Expliquez pourquoi" in empty.text
    desk.adviser.submit(empty, {"reason": "L’avis d’imposition de 2024 manque."})
    assert desk.state(which) == "INVALIDATED"
    shown = desk.reads(who).text
    assert "L’avis d’imposition de 2024 manque." in shown
    assert "Vous pouvez candidater ailleurs" in shown
    again = desk.adviser.submit(f"{ROOT}/{which}/refuser", {"reason": "Encore"})
    assert "Cette candidature est terminée" in again.text


def test_the_list_goes_ranked_and_those_not_validated_wait(desk: Desk, database: Database) -> None:
    people = [desk.applies(), desk.applies(overrides={"priority": []}), desk.applies()]
    for _who, which in people[:2]:
        desk.adviser.submit(desk.opens(which), form="/valider")
        assert desk.state(which) == "VALIDATED"
    page = desk.adviser.get(f"{OFFERS}/{desk.offer}")
    assert page.text.count("Validée") == 2
    ask = desk.adviser.get(f"{OFFERS}/{desk.offer}/transmettre")
    assert "2 candidatures" in ask.text
    assert "1 candidature attend encore" in ask.text
    done = desk.adviser.submit(ask, form="/transmettre")
    assert "2 candidatures" in done.text
    assert [desk.state(which) for _who, which in people] == [
        "TRANSMITTED", "TRANSMITTED", "SUBMITTED",
    ]  # fmt: skip
    with database.owner.connect() as owner:
        kept = owner.execute(
            text("SELECT rank, sent FROM ranking_line WHERE sent ORDER BY rank")
        ).all()
    assert len(kept) == 2
    shown = desk.reads(people[0][0]).text
    assert "Rang 1 sur 3" in shown
    assert "Classement envoyé au bailleur" in shown
    empty = desk.adviser.get(f"{OFFERS}/{desk.offer}/transmettre")
    assert empty.status == 303


def test_the_landlord_s_list_names_those_sent_and_each_reads_it_was_drawn_up(desk: Desk) -> None:
    who, which = desk.applies(overrides={"applicant.birth_name": "=Cmd"})
    waiting, _other = desk.applies()
    path = f"{OFFERS}/{desk.offer}/liste.csv"
    assert desk.adviser.get(path).status == 303
    desk.adviser.submit(desk.opens(which), form="/valider")
    desk.adviser.submit(f"{OFFERS}/{desk.offer}/transmettre", form="/transmettre")
    assert "liste.csv" in desk.adviser.get(f"{OFFERS}/{desk.offer}").body
    sheet = desk.adviser.get(path)
    assert sheet.response.mimetype == "text/csv"
    rows = sheet.body.lstrip("\ufeff").splitlines()
    assert rows[0] == "Ordre;Numéro Unique;Nom;Prénoms;Points entreprise;Soutiens"
    assert rows[1:] == [f"1;{who.unique_number};'=Cmd;Inès, Flore;0;"]
    assert waiting.unique_number not in sheet.body
    assert "DALO" not in sheet.body
    for person, lines in ((who, 1), (waiting, 0)):
        browser = Client(desk.app).enter_as("applicant", person.account_id)
        shown = browser.get("/demandeur/consultations").text
        assert shown.count("Liste transmise au bailleur") == lines


def test_own_marks_and_rank_are_explained_and_nobody_else_s(desk: Desk, database: Database) -> None:
    first, _which = desk.applies()
    second, _other = desk.applies(overrides={"priority": []})
    follow_up(database)
    one, two = desk.reads(first).text, desk.reads(second).text
    assert "Rang 1 sur 2" in one
    assert "Rang 2 sur 2" in two
    assert "commune souhaitée" in one
    assert "Priorité" in two
    assert "Rang 1" not in two
    with database.owner.connect() as owner:
        before = owner.scalar(text("SELECT max(ranked_at) FROM ranking_line"))
    follow_up(database)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT max(ranked_at) FROM ranking_line")) == before


def test_neither_rank_nor_number_on_a_dwelling_reserved_to_one_company(
    desk: Desk, database: Database
) -> None:
    desk.offer = an_offer(database, reserved_for_siren=desk.company.siren)
    who, _which = desk.applies()
    desk.applies()
    follow_up(database)
    shown = desk.reads(who).text
    assert "Rang" not in shown
    assert "réservé à une entreprise" in shown
    with database.owner.connect() as owner:
        kept = owner.execute(text("SELECT DISTINCT rank, candidates FROM ranking_line")).all()
    assert kept == [(None, None)]


def test_employees_of_a_company_not_eligible_come_after_and_are_told(
    desk: Desk, database: Database
) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE company SET headcount_band = '03'"))
    late, _one = desk.applies(overrides={"priority": []})
    early, _two = desk.applies()
    follow_up(database)
    assert "classée après les autres" in desk.reads(late).text
    assert "Rang 2 sur 2" in desk.reads(late).text
    assert "classée après les autres" not in desk.reads(early).text


def test_a_landlord_s_result_takes_the_way_of_its_files(desk: Desk, database: Database) -> None:
    who, which = desk.applies()
    desk.adviser.submit(desk.opens(which), form="/valider")
    desk.adviser.submit(f"{OFFERS}/{desk.offer}/transmettre", form="/transmettre")
    form = desk.adviser.get(f"{ROOT}/{which}/resultat")
    values = {"event": "AWARDED_RANKED", "day": desk.today(), "rank": "2",
              "condition": "Avis d’imposition attendu."}  # fmt: skip
    for _twice in range(2):
        desk.adviser.submit(form, values, form="/resultat")
    assert desk.state(which) == "AWARDED_RANKED"
    shown = desk.reads(who).text
    assert shown.count("classée au rang 2") == 1
    assert "Avis d’imposition attendu." in shown
    unranked = desk.says(which, "AWARDED_RANKED", desk.today())
    assert "Indiquez le rang." in unranked.text
    future = desk.says(which, "ACCEPTED", "2031-01-01")
    assert "Indiquez une date passée" in future.text
    desk.adviser.submit(f"{ROOT}/{which}/resultat", form="/corriger")
    assert desk.state(which) == "TRANSMITTED"
    desk.says(which, "OFFER_NOTIFIED", desk.today())
    assert "Répondez au plus tard le" in desk.reads(who).text
    desk.says(which, "LEASE_SIGNED", desk.today())
    assert desk.state(which) == "LEASE_SIGNED"
    with database.owner.connect() as owner:
        events = owner.scalar(text("SELECT count(*) FROM landlord_event"))
    assert events == 4


def test_a_silent_landlord_is_noted_once_and_the_candidature_may_be_closed(
    desk: Desk, database: Database, clock: Clock
) -> None:
    who, which = desk.applies()
    desk.adviser.submit(desk.opens(which), form="/valider")
    desk.adviser.submit(f"{OFFERS}/{desk.offer}/transmettre", form="/transmettre")
    queue = f"{ROOT}?file=relances"
    follow_up(database)
    assert str(which) not in desk.adviser.get(queue).body
    clock.advance(timedelta(days=31))
    for _twice in range(2):
        follow_up(database)
    desk.adviser = Client(desk.app).enter_as("staff", a_staff(database, "ADVISER").account_id)
    assert str(which) in desk.adviser.get(queue).body
    with database.owner.connect() as owner:
        mails = owner.scalar(
            text("SELECT count(*) FROM mail_outbox WHERE kind = 'landlord_silent'")
        )
    assert mails == 1
    desk.adviser.submit(f"{ROOT}/{which}/sans-reponse", {"words": "Le bailleur n’a rien dit."})
    assert desk.state(which) == "NO_ANSWER"
    assert "Le bailleur n’a rien dit." in desk.reads(who).text


def test_a_person_is_found_by_a_whole_number_that_stands_in_no_address(desk: Desk) -> None:
    who, which = desk.applies()
    desk.applies()
    found = desk.adviser.submit(ROOT, {"number": who.unique_number}, form="/numero")
    assert found.response.request.path == f"{ROOT}/numero"
    assert found.body.count(f"{ROOT}/{which}") == 1
    assert len(found.dom.select("tbody tr")) == 1
    part = desk.adviser.submit(ROOT, {"number": who.unique_number[:10]}, form="/numero")
    assert "18 caractères" in part.text


def test_shelves_and_departments_narrow_the_queue_page_by_page(
    desk: Desk, database: Database
) -> None:
    for _number in range(27):
        desk.applies()
    desk.offer = an_offer(database, insee_code="75113", postcode="75013")
    _who, paris = desk.applies()
    first = desk.adviser.get(ROOT)
    assert len(first.dom.select("tbody tr")) == 25
    following = first.dom.select_one('a[rel="next"]')
    assert following is not None
    second = desk.adviser.get(str(following["href"]))
    assert len(second.dom.select("tbody tr")) == 3
    back = second.dom.select_one('a[rel="prev"]')
    assert back is not None
    again = desk.adviser.get(str(back["href"]))
    assert [r.get_text() for r in again.dom.select("tbody tr")] == [
        r.get_text() for r in first.dom.select("tbody tr")
    ]
    there = desk.adviser.get(f"{ROOT}?departement=75")
    assert len(there.dom.select("tbody tr")) == 1
    assert str(paris) in there.body
    assert not desk.adviser.get(f"{ROOT}?file=a-transmettre").dom.select("tbody tr")


def test_an_offer_entered_twice_is_one_and_brought_up_to_date(
    desk: Desk, database: Database
) -> None:
    values = {
        "landlord_name": "Habitat des Deux Rives", "landlord_siren": "123 456 782",
        "reference": "L-77", "residence": "Les Tilleuls", "postcode": "69100",
        "commune": "Villeurbanne", "dwelling_type": "T2", "surface_m2": "41.5",
        "rent_euros": "410", "charges_euros": "60", "financing": "PLUS",
        "published_on": "2026-11-01", "closes_on": "2027-02-01",
    }  # fmt: skip
    page = desk.adviser.submit(f"{OFFERS}/nouvelle", values)
    assert page.h1 == "T2, 41,5 m², Villeurbanne, Les Tilleuls"
    edit = page.dom.select_one('a[href$="/modifier"]')
    assert edit is not None
    changed = desk.adviser.submit(str(edit["href"]), {"rent_euros": "425"})
    assert "mise à jour" in changed.text
    with database.owner.connect() as owner:
        kept = owner.execute(text("SELECT rent_euros FROM offer WHERE reference = 'L-77'")).all()
    assert kept == [(425,)]
    wrong = desk.adviser.submit(f"{OFFERS}/nouvelle", {**values, "landlord_siren": "1"})
    assert "neuf chiffres" in wrong.text
    elsewhere = desk.adviser.submit(f"{OFFERS}/nouvelle", {**values, "postcode": "75013"})
    assert "Cette commune n’a pas ce code postal" in elsewhere.text


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "AUDITOR", "ADMINISTRATOR"])
def test_no_other_role_of_the_staff_enters(app: Flask, desk: Desk, role: str) -> None:
    _who, which = desk.applies()
    other = Client(app).enter_as("staff", a_staff(desk.database, role).account_id)
    adapter = app.url_map.bind("localhost")
    tried = 0
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(("staff_candidatures.", "staff_offers.")):
            continue
        values = {"candidature_id": which, "offer_id": desk.offer}
        path = adapter.build(rule.endpoint, {k: values[k] for k in rule.arguments})
        if "GET" in (rule.methods or ()):
            assert other.get(path).status == 403, path
            tried += 1
        permission = ROUTE_PERMISSIONS[rule.endpoint]
        assert permission is not Permission.PUBLIC
    assert tried >= 10
    assert other.get(f"{ROOT}/{uuid4()}").status == 403
