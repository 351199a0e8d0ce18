"""The home counts visible people only, and says what will appear before anybody is."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import text

from app.companies.codes import display_code
from app.db.engines import Database
from tests.client import Client
from tests.employer.conftest import Enter, Later
from tests.employer.reading import journal, link_of
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.candidatures import a_candidature
from tests.factories.companies import a_company
from tests.factories.points import a_scale, an_award


def test_figures_count_visible_people_only_and_read_nobody(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    for choice in (None, 1, 2, 2, 3):
        an_imported_applicant(database, company, choice=choice)
    an_imported_applicant(database, choice=3)
    page = enter(company).get("/employeur")
    assert "3 salariés vous montrent leur demande" in page.text
    assert "2 résumés · 1 dossier complet" in page.text
    assert "MIRANDEUIL" not in page.body
    assert journal(database) == []


def test_the_first_day_is_the_same_whether_people_hide_or_not(
    database: Database, enter: Enter
) -> None:
    company, other = a_company(database), a_company(database)
    an_imported_applicant(database, company, choice=1)
    an_imported_applicant(database, company)
    one, two = (enter(c, name="Paul Roux").get("/employeur") for c in (company, other))
    assert "Vos salariés apparaîtront ici" in one.text
    assert one.text == two.text


def test_new_people_are_a_thing_to_do_for_a_week(
    database: Database, enter: Enter, later: Later
) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=2)
    assert "1 salarié se montre depuis cette semaine" in enter(company).get("/employeur").text
    later(timedelta(days=8))
    page = enter(company).get("/employeur")
    assert "cette semaine" not in page.text
    assert "1 salarié vous montre sa demande" in page.text


def test_an_expired_choice_leaves_the_figures_by_the_clock(
    database: Database, enter: Enter, later: Later
) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=3, months=1)
    assert "1 dossier complet" in enter(company).get("/employeur").text
    later(timedelta(days=32))
    assert "Vos salariés apparaîtront ici" in enter(company).get("/employeur").text


def test_codes_in_force_are_shown_for_publication(database: Database, enter: Enter) -> None:
    company, other = a_company(database), a_company(database)
    rows = [(company.id, "ABCDEFGH2", 0, None), (company.id, "JKMNPQRS3", -9, -1),
            (other.id, "TUVWXYZ24", 0, None)]  # fmt: skip
    with database.owner.begin() as owner:
        for company_id, code, start, end in rows:
            owner.execute(
                text(
                    "INSERT INTO company_code (company_id, code, label, valid_from, valid_until) "
                    "VALUES (:c, :k, 'Siège', app.clock()::date + CAST(:s AS integer), "
                    "app.clock()::date + CAST(:e AS integer))"
                ),
                {"c": company_id, "k": code, "s": start, "e": end},
            )
    page = enter(company).get("/employeur")
    assert display_code("ABCDEFGH2") in page.text
    assert display_code("JKMNPQRS3") not in page.text
    assert display_code("TUVWXYZ24") not in page.text


def test_the_commission_sees_no_count(database: Database, enter: Enter) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=2)
    page = enter(company, role="COMMISSION").get("/employeur")
    assert "Votre rôle ne montre aucune personne" in page.text
    assert "1 salarié" not in page.text
    assert [a.get_text(strip=True) for a in page.dom.select("a.nav-item")] == [
        "Accueil", "Points", "Rapports", "Entreprise", "Aide",
    ]  # fmt: skip


def test_every_employer_finds_help(database: Database, enter: Enter) -> None:
    company = a_company(database)
    for role in ("OWNER", "MANAGER", "READER", "COMMISSION"):
        browser = enter(company, role=role)
        page = browser.get("/employeur/aide")
        assert page.h1 == "Aide"
        rule = browser.get(link_of(page, "Voir le tableau complet") or "")
        assert rule.h1 == "Ce que l’entreprise voit, et ne voit pas"


def test_the_rule_is_public(app: Flask, database: Database) -> None:
    page = Client(app).get("/employeur/ce-que-voit-l-entreprise")
    assert page.status == 200
    lines = {
        th.get_text(strip=True): [td.get_text(strip=True) for td in th.find_next_siblings("td")]
        for th in page.dom.select("tbody th")
    }
    assert lines["E-mail"] == ["Non", "Visible", "Visible", "Visible"]
    assert lines["Candidatures et leurs étapes"] == ["Non", "Non", "Visible", "Visible"]
    assert lines["Nationalité"] == ["Non", "Non", "Non", "Visible"]


def test_the_home_says_what_waits_in_the_company_s_own_affairs(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    an_imported_applicant(database, company, choice=2)
    a_candidature(database, person.request_id, [(1, "SUBMITTED")])
    owner = enter(company, role="OWNER")
    text = owner.get("/employeur").text
    assert "1 candidature peut encore être soutenue" in text
    assert "Nommer une seconde personne titulaire" in text
    reader = enter(company, role="READER").get("/employeur").text
    assert "soutenue" not in reader
    assert "Nommer une seconde" not in reader
    enter(company, role="OWNER")
    assert "Nommer une seconde personne titulaire" not in owner.get("/employeur").text


def test_points_stand_beside_the_wishes_once_there_is_a_scale(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    who = an_owner(database, company.id)
    browser = enter(company, role="MANAGER")
    assert "Points par critère" not in browser.get("/employeur").text
    a_scale(database, who)
    an_award(database, who, person.public_id)
    page = browser.get("/employeur")
    chart = page.dom.find("section", {"aria-labelledby": "criteres-titre"})
    assert chart is not None
    assert "20" in chart.get_text()
    assert "Points attribués en" in page.text
