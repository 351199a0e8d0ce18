"""A table is loaded for a day to come, looked at, kept; it governs from that day on."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.candidatures.calendar import calendar_on
from app.candidatures.deadlines import last_answer_day
from app.candidatures.services import Event, record
from app.candidatures.states import By, State
from app.dated.versions import VersionRefused, add_version
from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.tables import shipped_tables, tables_on
from app.registration_sites.table import SITES
from tests.admin.candidatures.conftest import Desk, desk  # noqa: F401  (a fixture here too)
from tests.admin.tables.loading import NEXT_YEAR, ROOT, load, paris_day
from tests.client import Client, Page
from tests.employer.conftest import Later, later  # noqa: F401  (a fixture here too)
from tests.factories.accounts import a_staff
from tests.factories.applicants import an_imported_applicant
from tests.factories.cases import staff_actor
from tests.factories.companies import a_company


@pytest.fixture
def boss(app: Flask, database: Database) -> Client:
    return Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)


def next_ceilings(boss: Client) -> bytes:
    """The file of the last version with every euro 2 % higher and no days, as a person makes it."""
    page = boss.get(f"{ROOT}/plafonds/versions/0/fichier.csv")
    rows = list(csv.DictReader(io.StringIO(page.body.removeprefix("\ufeff")), delimiter=";"))
    out = ["Financement;Zone;Catégorie;Euros par an"]
    for row in rows:
        euros = int(row["euros_per_year"]) * 102 // 100
        out.append(
            f"{row['financing']};{row['zone']};{row['category']};{euros:,}".replace(",", " ")
        )
    return "\r\n".join(out).encode("cp1252")


def test_the_ceilings_of_next_year_are_loaded_before_its_first_day(
    boss: Client,
    database: Database,
    later: Later,  # noqa: F811
) -> None:
    assert "À compléter avant le 1er janvier 2027" in plain(boss.get(ROOT))
    preview = load(boss, "plafonds", next_ceilings(boss), NEXT_YEAR)
    assert "91 lignes changées" in preview.text
    assert "Rien n’est encore enregistré" in preview.text
    assert "(+2,0 %)" in plain(preview)
    saved = boss.submit(preview)
    assert "Elle vaut à partir du" in saved.text
    assert "À compléter" not in boss.get(ROOT).text
    who = an_imported_applicant(database, a_company(database))
    old = shipped_tables().ceilings.of("PLUS", "OTHER_REGIONS", 2, 2, date(2026, 12, 31))
    assert old is not None
    with transaction(database, "applicant", who.actor) as tx:
        for day, euros in ((date(2026, 12, 31), old), (NEXT_YEAR, old * 102 // 100)):
            found = tables_on(tx, day).ceilings
            assert found.of("PLUS", "OTHER_REGIONS", 2, 2, day) == euros
        # A version says nothing of the years after its own.
        assert tables_on(tx, date(2028, 1, 1)).ceilings.of(
            "PLUS", "OTHER_REGIONS", 2, 2, date(2028, 1, 1)
        ) is None  # fmt: skip


def test_the_offer_an_applicant_reads_follows_the_table_of_the_day(
    boss: Client,
    desk: Desk,  # noqa: F811
    database: Database,
    later: Later,  # noqa: F811
) -> None:
    who = an_imported_applicant(database, desk.company)

    def income() -> str:
        browser = Client(desk.app).enter_as("applicant", who.account_id)
        return plain(browser.get(f"/demandeur/offres/{desk.offer}"))

    before = income()
    boss.submit(load(boss, "plafonds", next_ceilings(boss), NEXT_YEAR))
    assert income() == before
    wait = NEXT_YEAR - paris_day(database)
    assert "plafond" in before.casefold()
    later(wait + timedelta(days=1))
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE offer SET closes_on = closes_on + 400"))
    after = income()
    assert after != before
    assert "Plafond inconnu" not in after


def test_lines_that_are_wrong_are_listed_and_the_rest_waits_for_a_word(boss: Client) -> None:
    content = (
        "date;departement;effet;libelle\n"
        "24/12/2027;;chômé;Veille de Noël\n"
        "31/12/2027;1000;chômé;Ailleurs\n"
        "2027-02-30;;chômé;Jamais\n"
        ";;chômé;Vide\n"
        "24/12/2027;;ouvré;Deux fois\n"
        "2027-05-14;67;ouvre;Pont\n"
    )
    preview = load(boss, "calendrier", content.encode(), NEXT_YEAR)
    assert "4 lignes refusées" in preview.text
    for number, why in (
        ("3", "ce département n’existe pas"), ("4", "une date n’est pas au format"),
        ("5", "une case obligatoire est vide"), ("6", "une ligne plus haut dit déjà la même chose"),
    ):  # fmt: skip
        assert f"{number} {why}" in preview.text
    again = boss.submit(preview)
    assert "corrigez le fichier, ou cochez la case" in again.text
    saved = boss.submit(again, {"without": "y"})
    assert "Version enregistrée" in saved.text
    lines = boss.get(f"{ROOT}/calendrier/versions/1")
    assert "2 lignes" in lines.text
    assert "Veille de Noël" in lines.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "au moins une ligne"), (b"date;effet\n", "au moins une ligne"),
        (b"\x00\x01\x02", "pas un tableau CSV"),
        (b"jour;nom\n2027-01-02;x\n", "Il manque\u00a0: Chômé ou ouvré"),
        (b"x" * (4 * 1024 * 1024 + 10), "dépasse 4 Mo"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_the_rest_of_the_form_stays(
    boss: Client, content: bytes, why: str
) -> None:
    page = load(boss, "calendrier", content, NEXT_YEAR, reason="Pont de l’Ascension")
    assert plain_text(why) in plain(page)
    assert "Pont de l’Ascension" in page.body
    assert 'value="2027-01-01"' in page.body


def test_no_version_begins_in_the_past_and_a_second_author_is_told(
    app: Flask, boss: Client, database: Database
) -> None:
    line = b"department;address;name\n33;https://www.gironde.example/;Gironde\n"
    assert (
        "aujourd’hui au plus tôt" in load(boss, "sites-enregistrement", line, date(2026, 1, 1)).text
    )
    preview = load(boss, "sites-enregistrement", line, NEXT_YEAR)
    other = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    boss_saved = other.submit(load(other, "sites-enregistrement", line, NEXT_YEAR))
    assert "Version enregistrée" in boss_saved.text
    late = boss.submit(preview)
    assert late.status == 409
    assert "Une autre version vient d’être enregistrée" in late.text


@pytest.mark.parametrize(
    "address",
    ["http://www.gironde.example/", "javascript:alert(1)", "https://u:p@x.example/",
     "https://localhost/", "//x.example/", "https://x.example/ a"],
)  # fmt: skip
def test_a_site_that_is_no_plain_https_address_is_refused(boss: Client, address: str) -> None:
    content = f"departement;site;nom\n33;{address};Gironde\n".encode()
    page = load(boss, "sites-enregistrement", content, NEXT_YEAR)
    assert "n’est pas une adresse https complète" in page.text
    assert "Aucune ligne de ce fichier" in boss.submit(page, {}).text


def test_a_zone_makes_the_ceiling_of_an_intermediate_rent_known(
    boss: Client, database: Database
) -> None:
    content = "CODGEO;LIBGEO;Zone en vigueur\n69266;Ville;A\n1001;Bourg;C\n99999;x;A\n"
    preview = load(boss, "zones", content.encode(), NEXT_YEAR)
    assert "ce code INSEE n’est celui d’aucune commune" in preview.text
    boss.submit(preview, {"without": "y"})
    who = an_imported_applicant(database, a_company(database))
    with transaction(database, "applicant", who.actor) as tx:
        assert tables_on(tx, date(2026, 12, 31)).zones.of("69266") is None
        zones = tables_on(tx, NEXT_YEAR).zones
        assert (zones.of("69266"), zones.of("01001"), zones.of("75056")) == ("A", "B2_C", None)


def test_a_day_off_of_the_calendar_moves_the_end_of_a_delay(
    boss: Client,
    desk: Desk,  # noqa: F811
    database: Database,
) -> None:
    _who, which = desk.applies()
    with transaction(database, "worker") as tx:
        now = tx.execute(text("SELECT app.clock()")).scalar_one()
    notified = paris_day(database)
    lawful = last_answer_day(notified, "69")
    content = f"jour;departement;effet\n{lawful.isoformat()};69;chômé\n".encode()
    boss.submit(load(boss, "calendrier", content, notified))
    with transaction(database, "worker") as tx:
        kept = calendar_on(tx, notified)
        assert last_answer_day(notified, "69", calendar=kept) > lawful
        assert last_answer_day(notified, "75", calendar=kept) == last_answer_day(notified, "75")
        for state in (State.VALIDATED, State.TRANSMITTED):
            record(tx, which, Event(state, now, By.ADVISER))
        record(tx, which, Event(State.OFFER_NOTIFIED, now, By.LANDLORD, department="69"))
    with database.owner.connect() as owner:
        end = owner.scalar(text("SELECT answer_by FROM candidature WHERE id = :c"), {"c": which})
    assert end == last_answer_day(notified, "69", calendar=kept)


def test_others_read_the_tables_and_change_none(app: Flask, database: Database) -> None:
    for role, reads in (("ADVISER", 200), ("AUDITOR", 200), ("COMPANY_MANAGER", 403)):
        somebody = Client(app).enter_as("staff", a_staff(database, role).account_id)
        assert somebody.get(ROOT).status == reads
        assert somebody.get(f"{ROOT}/plafonds/versions/0").status == reads
        assert somebody.get(f"{ROOT}/plafonds/nouvelle-version").status == 403
        assert somebody.get(f"{ROOT}/plafonds/apercu").status == 403


def test_a_version_never_changes_and_is_read_by_no_employer(
    boss: Client, database: Database
) -> None:
    line = b"department;address;name\n33;https://www.gironde.example/;Gironde\n"
    boss.submit(load(boss, "sites-enregistrement", line, NEXT_YEAR))
    for login, statement in (
        ("staff", "UPDATE dated_table SET number = 9"), ("staff", "DELETE FROM dated_table"),
        ("employer", "SELECT count(*) FROM dated_table"),
        ("signin", "SELECT count(*) FROM dated_table"),
    ):  # fmt: skip
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction(database, login) as tx,
        ):
            tx.execute(text(statement))
    with database.owner.connect() as owner:
        act = owner.execute(text("SELECT act FROM journal_line WHERE act = 'DATED_TABLE_SET'"))
        assert len(act.all()) == 1


def plain(page: Page) -> str:
    return plain_text(page.text)


def plain_text(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_of_two_versions_saved_at_once_one_is_told(boss: Client, database: Database) -> None:
    """The second waits for the first, then is asked to look again: nothing is doubled or lost."""
    rows = (("33", "https://www.gironde.example/", "Gironde"),)
    staff = a_staff(database, "ADMINISTRATOR")
    actor = staff_actor(staff, "ADMINISTRATOR")
    with ThreadPoolExecutor(1) as other, transaction(database, "staff", actor) as tx:
        assert add_version(tx, actor, SITES, rows, NEXT_YEAR, "Un", 0) == 1

        def second() -> str:
            with transaction(database, "staff", actor) as late:
                try:
                    return str(add_version(late, actor, SITES, rows, NEXT_YEAR, "Deux", 0))
                except VersionRefused as refused:
                    return refused.reason

        asked = other.submit(second)
        with pytest.raises(TimeoutError):
            asked.result(timeout=0.5)
        tx.commit()
        assert asked.result(timeout=30) == "STALE"


def test_an_english_screen_takes_a_french_file(boss: Client) -> None:
    boss.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    line = "Département;Adresse du site;Nom\n33;https://www.gironde.example/;Gironde\n"
    assert "1 line" in load(boss, "sites-enregistrement", line.encode(), NEXT_YEAR).text
