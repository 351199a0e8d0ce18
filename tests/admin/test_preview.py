"""See as the company: the employers' own pages, invented people, no person's table ever asked."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from admin.preview.frame import READER
from app.companies.day import today
from app.companies.policy import Status
from app.companies.rules import NewPolicy, set_policy
from app.companies.services import suspend_company
from app.db.base import metadata
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client, Page
from tests.factories.accounts import a_staff, an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import MadeCompany, a_company, the_company_manager
from tests.factories.points import a_scale
from tests.privacy.canary import found_in
from tests.privacy.detectors import Work
from tests.privacy.world import build_world

COMPANIES = "/action-logement/entreprises"
# What a company is, and the session of whoever looks: no table with a person's data.
MAY_BE_READ = {
    "company", "establishment", "company_code", "policy_version", "points_scale",
    "points_criterion", "staff_account", "web_session",
}  # fmt: skip
INVENTED = "00000000-0000-0000-0000-00000000000{}"


def at(made: MadeCompany, tail: str = "") -> str:
    return f"{COMPANIES}/{made.id}/apercu{tail}"


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[[str], Client]:
    def entered(role: str) -> Client:
        return Client(app).enter_as("staff", a_staff(database, role).account_id)

    return entered


@pytest.fixture
def looker(enter: Callable[[str], Client]) -> Client:
    return enter("COMPANY_MANAGER")


def set_choices(database: Database, made: MadeCompany, choices: list[int]) -> None:
    with transaction(database, "staff", the_company_manager(database)) as tx:
        set_policy(tx, made.id, NewPolicy(today(tx), choices, code_required=False), seen=1)


def pages_of(looker: Client, made: MadeCompany) -> dict[str, Page]:
    """Every page of the preview, by following its links; other links must leave by its two ways."""
    root, found, wanted = at(made), {}, [at(made)]
    ways_out = (f"{COMPANIES}/{made.id}", "/action-logement/langue/en")
    while wanted:
        path = wanted.pop()
        if path in found:
            continue
        found[path] = page = looker.get(path)
        assert page.status == 200, path
        for link in page.dom.select("body a[href]"):
            target = urlsplit(str(link["href"]))
            if not target.path or link.find_parent("footer") is not None:
                continue
            inside = target.path == root or target.path.startswith(f"{root}/")
            assert inside or target.path in ways_out, link
            if inside:
                wanted.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def without_tokens(page: Page) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", page.body)


def test_no_page_of_it_asks_a_table_of_people_nor_writes_nor_shows_a_real_one(
    database: Database, looker: Client
) -> None:
    world = build_world(database)
    made = world.companies["mine"]
    work = Work(database)
    with work.counted() as statements:
        pages = pages_of(looker, made)
    assert len(pages) > 15
    asked = " ".join(statements).lower()
    tables = set(re.findall(r'(?:from|join|into|update)\s+(?:public\.)?"?(\w+)', asked))
    assert "company" in tables, "the detector sees what is asked"
    assert tables & set(metadata.tables) <= MAY_BE_READ
    written = re.findall(r"(?:insert into|delete from|update)\s+(\w+)", asked)
    assert set(written) <= {"web_session"}
    assert "journal" not in asked
    assert "record_reading" not in asked
    for path, page in pages.items():
        assert not found_in(page.body), path


def test_it_says_the_same_whoever_shows_something_to_the_company(
    database: Database, looker: Client
) -> None:
    made = a_company(database)
    before = {path: without_tokens(page) for path, page in pages_of(looker, made).items()}
    for choice in (None, 1, 2, 3):
        an_imported_applicant(database, made, choice=choice)
    after = {path: without_tokens(page) for path, page in pages_of(looker, made).items()}
    assert before == after


def test_every_page_says_that_its_people_are_invented_and_nothing_on_it_acts(
    database: Database, looker: Client
) -> None:
    made = a_company(database)
    a_scale(database, an_owner(database, made.id))
    for path, page in pages_of(looker, made).items():
        assert "Aperçu : personnes inventées" in page.text, path
        assert page.dom.select_one(".watermark") is not None, path
        assert READER in page.text, path
        for control in page.dom.select("form input, form button, form select, form textarea"):
            assert control.find_parent("fieldset", attrs={"disabled": True}) is not None or (
                control.find_parent("dialog") is not None
            ), path
        assert looker.post_raw(path.partition("?")[0], {}).status in {400, 405}, path
    bare = looker.get(at(made, "/salaries"))
    token = bare.dom.find("input", attrs={"name": "csrf_token"})["value"]
    for tail in ("", "/salaries", "/candidatures", "/points", "/ailleurs"):
        assert looker.post_raw(at(made, tail), {"csrf_token": token}).status == 405


def test_its_pages_are_the_employers_own(app: Flask, database: Database, looker: Client) -> None:
    made = a_company(database)
    owner = an_owner(database, made.id)
    a_scale(database, owner)
    an_imported_applicant(database, made, choice=3)
    browser = Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)
    real, invented = browser.get("/employeur/salaries"), looker.get(at(made, "/salaries"))
    heads = [
        [th.get_text(" ", strip=True) for th in page.dom.select("thead th")]
        for page in (real, invented)
    ]
    assert heads[0] == heads[1]
    one = browser.get(f"/employeur/salaries/{person_id(real)}")
    other = looker.get(at(made, f"/salaries/{INVENTED.format(1)}"))
    labels = [
        [dt.get_text(" ", strip=True) for dt in page.dom.select("#resume ~ dl dt")]
        for page in (one, other)
    ]
    assert len(labels[0]) == 11
    assert labels[0] == labels[1]


def person_id(page: Page) -> str:
    return str(page.dom.select_one("tbody th a")["href"]).rsplit("/", 1)[1]


def test_the_companys_policy_decides_who_of_them_is_shown(
    database: Database, looker: Client
) -> None:
    made = a_company(database)
    assert looker.get(at(made, f"/salaries/{INVENTED.format(1)}/dossier")).status == 200
    set_choices(database, made, [2])
    page = looker.get(at(made, "/salaries"))
    assert "8 salariés vous montrent" in page.text
    assert looker.get(at(made, f"/salaries/{INVENTED.format(1)}")).status == 200
    assert looker.get(at(made, f"/salaries/{INVENTED.format(1)}/dossier")).status == 404
    other = a_company(database)
    set_choices(database, other, [3])
    assert "4 salariés vous montrent" in looker.get(at(other, "/salaries")).text
    none = a_company(database)
    set_choices(database, none, [])
    assert "ne lui montre personne" in looker.get(at(none)).text
    assert "Aucun salarié à afficher" in looker.get(at(none, "/salaries")).text


def test_a_suspended_company_sees_nobody_invented_either(
    database: Database, looker: Client
) -> None:
    made = a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        suspend_company(tx, made.id, "Mandat échu", seen=Status.ACTIVE)
    assert "n’est pas ouvert" in looker.get(at(made)).text
    for tail in ("/salaries", "/candidatures", "/points", f"/salaries/{INVENTED.format(1)}"):
        assert looker.get(at(made, tail)).status == 404


def test_staff_reach_it_from_the_companys_page_and_nobody_else_does(
    app: Flask, database: Database, enter: Callable[[str], Client]
) -> None:
    made = a_company(database)
    owner = an_owner(database, made.id)
    for role in ("COMPANY_MANAGER", "ADVISER", "AUDITOR", "ADMINISTRATOR"):
        page = enter(role).get(f"{COMPANIES}/{made.id}")
        (link,) = [a for a in page.dom.find_all("a") if "Voir comme l’entreprise" in a.get_text()]
        assert link["href"] == at(made)
        assert enter(role).get(at(made)).status == 200
    for browser in (
        Client(app),
        Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id),
    ):
        assert browser.get(at(made)).status == 303
    unknown = at(made).replace(str(made.id), INVENTED.format(9))
    assert enter("COMPANY_MANAGER").get(unknown).status == 404


def test_the_preview_speaks_the_readers_language(database: Database, looker: Client) -> None:
    made = a_company(database)
    looker.get("/action-logement/langue/en", follow=True)
    for tail in ("", "/salaries", "/candidatures", "/points", "/ailleurs"):
        page = looker.get(at(made, tail))
        assert "Preview: invented people" in page.text
        assert "Aperçu" not in page.text
