"""Filters narrow the list to visible people, say so in chips, and tell nothing of anybody else."""

from uuid import UUID

import pytest
from sqlalchemy import text

from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.services import undo_award
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.employer.conftest import Enter
from tests.employer.reading import link_of, names_on
from tests.employer.test_applicant_list import statements
from tests.factories.accounts import an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale, an_award, employer_actor

LIST = "/employeur/salaries"
LYON, BRON, REZE, NANTES = "69123", "69029", "44143", "44109"


def a_person(
    database: Database, company: MadeCompany, name: str, *, wishes: tuple[str, ...] = (BRON,),
    home: str = LYON, choice: int | None = 2, site: int = 0,
) -> ImportedApplicant:  # fmt: skip
    overrides = {
        "applicant.birth_name": name,
        "applicant.first_names": "Lou",
        "applicant.address": {"line": "1 rue Haute", "postcode": "69100", "insee_code": home},
        "wanted_housing.communes": [{"insee_code": code} for code in wishes],
    }
    return an_imported_applicant(
        database, company, choice=choice, siret=company.sirets[site], overrides=overrides
    )


def a_visible(database: Database, company: MadeCompany, name: str) -> UUID:
    """The public id of somebody the company sees."""
    with database.owner.connect() as owner:
        found = owner.scalar(
            text("SELECT public_id FROM summary WHERE company_id = :c AND surname = :n"),
            {"c": company.id, "n": name},
        )
    assert isinstance(found, UUID)
    return found


def found(browser: Client, query: str) -> list[str]:
    return [name.split()[0] for name in names_on(browser.get(f"{LIST}?{query}"))]


@pytest.fixture
def company(database: Database) -> MadeCompany:
    made = a_company(database, establishments=3)
    a_person(database, made, "Alpha", wishes=(BRON, REZE), home=LYON)
    a_person(database, made, "Beta", wishes=(REZE,), home=NANTES, site=1)
    a_person(database, made, "Gamma", wishes=("69383",), home=BRON, choice=3, site=2)
    a_person(database, made, "Cache", wishes=("67482",), home="67482", choice=1)
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f"souhait={REZE}", ["ALPHA", "BETA"]),
        (f"souhait={BRON}", ["ALPHA"]),
        # The second commune wanted counts as the first; alternatives are added up.
        (f"souhait={REZE}&souhait={BRON}", ["ALPHA", "BETA"]),
        ("souhait=69", ["ALPHA", "GAMMA"]),
        # A city is itself and its districts.
        (f"souhait={LYON}", ["GAMMA"]),
        (f"logement={LYON}", ["ALPHA"]),
        ("logement=44", ["BETA"]),
        ("logement_nom=lyon", ["ALPHA"]),
        ("souhait_nom=loire-atlantique", ["ALPHA", "BETA"]),
        # Filters narrow one another.
        (f"souhait={REZE}&logement={NANTES}", ["BETA"]),
        (f"souhait={REZE}&q=alpha&visible=resume", ["ALPHA"]),
        (f"souhait={REZE}&tri=jour&par=50", ["ALPHA", "BETA"]),
        ("souhait=67482", []),
    ],
)
def test_places_narrow_the_list(
    company: MadeCompany, enter: Enter, query: str, names: list[str]
) -> None:
    assert sorted(found(enter(company), query)) == names


def test_establishments_add_up_and_a_limited_member_stays_limited(
    company: MadeCompany, enter: Enter
) -> None:
    one, two = company.sirets[1:]
    query = f"etablissement={one}&etablissement={two}"
    assert found(enter(company), query) == ["BETA", "GAMMA"]
    limited = enter(company, sites=(one,))
    assert found(limited, query) == ["BETA"]
    page = limited.get(f"{LIST}/filtres")
    assert two not in page.body


def test_chips_say_the_filters_and_take_them_away_one_by_one(
    company: MadeCompany, enter: Enter
) -> None:
    browser = enter(company)
    query = f"souhait={REZE}&souhait=69&logement={NANTES}&etablissement={company.sirets[1]}&q=beta"
    page = browser.get(f"{LIST}?{query}")
    assert "1 résultat sur 3" in page.text
    chips = [" ".join(a.find(string=True).split()) for a in page.dom.select("a.chip")]
    assert chips == [
        "Recherche : beta",
        "Établissement : Atelier, Saint-Priest",
        "Souhait : Rezé ou Rhône (69)",
        "Logement actuel : Nantes",
    ]
    without = browser.get(link_of(page, "Souhait") or "")
    assert "Souhait :" not in without.text
    assert "Logement actuel : Nantes" in without.text
    assert len(names_on(browser.get(link_of(page, "Tout effacer") or ""))) == 3


def test_pages_of_a_filtered_list_go_on_and_back(database: Database, enter: Enter) -> None:
    company = a_company(database)
    for number in range(27):
        a_person(database, company, f"Nom{chr(97 + number)}", wishes=(REZE,), choice=3)
    a_person(database, company, "Nomzz", choice=3)
    browser = enter(company)
    for query in (f"souhait={REZE}", "candidature=none&souhait=44"):
        first = browser.get(f"{LIST}?{query}")
        second = browser.get(link_of(first, "Suivants") or "")
        assert [len(names_on(page)) for page in (first, second)] == [25, 2]
        assert names_on(browser.get(link_of(second, "Précédents") or "")) == names_on(first)


def with_candidatures(database: Database, company: MadeCompany) -> None:
    for name, choice, outcome in (
        ("Visite", 3, "VISIT_PLANNED"), ("Bail", 3, "LEASE_SIGNED"), ("Resume", 2, "VISIT_PLANNED"),
    ):  # fmt: skip
        person = a_person(database, company, name, choice=choice)
        a_candidature(database, person.request_id, [(1, "SUBMITTED"), (4, outcome)])
    a_person(database, company, "Sans", choice=3)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("candidature=visit_planned", ["VISITE"]),
        ("candidature=visit_planned&candidature=lease_signed", ["BAIL", "VISITE"]),
        ("candidature=none", ["SANS"]),
        # Where a candidature stands is asked of full files alone, whatever mark is asked for.
        ("candidature=visit_planned&visible=resume", ["VISITE"]),
        ("candidature=visit_planned&tri=jour&q=lou", ["VISITE"]),
        ("candidature=submitted", []),
    ],
)
def test_where_a_candidature_stands_narrows_to_full_files(
    database: Database, enter: Enter, query: str, names: list[str]
) -> None:
    company = a_company(database)
    with_candidatures(database, company)
    page = enter(company).get(f"{LIST}?{query}")
    assert sorted(name.split()[0] for name in names_on(page)) == names
    assert (f"{len(names)} résultat" in page.text) == bool(names)


def test_the_status_filter_is_refused_to_whoever_opens_no_file(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    with_candidatures(database, company)
    for traits in ({"role": "READER"}, {"role": "MANAGER", "may_open_files": False}):
        browser = enter(company, **traits)
        assert browser.get(f"{LIST}?candidature=visit_planned").status == 403
        assert "Visite prévue" not in browser.get(f"{LIST}/filtres").text


def test_a_standing_follows_the_newest_candidature_and_leaves_with_the_choice(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = a_person(database, company, "Alpha", choice=3)
    browser = enter(company)
    assert found(browser, "candidature=none") == ["ALPHA"]
    a_candidature(database, person.request_id, [(1, "SUBMITTED")])
    assert found(browser, "candidature=none") == []
    assert found(browser, "candidature=submitted") == ["ALPHA"]
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    assert found(browser, "candidature=submitted") == []
    assert found(browser, "") == ["ALPHA"]


def options(page: Page, name: str) -> list[str]:
    return [str(box["value"]) for box in page.dom.select(f"input[name={name}]")]


def test_options_come_from_visible_people_alone(company: MadeCompany, enter: Enter) -> None:
    page = enter(company).get(f"{LIST}/filtres?souhait=29019")
    # What is asked for stands first, whoever lives there.
    assert options(page, "souhait") == ["29019", BRON, "69383", REZE]
    assert set(options(page, "logement")) == {LYON, BRON, NANTES}
    assert set(options(page, "etablissement")) == set(company.sirets)
    assert "Strasbourg" not in page.text


def test_the_page_of_filters_leads_to_the_list_and_keeps_the_search(
    company: MadeCompany, enter: Enter
) -> None:
    browser = enter(company)
    page = browser.get(f"{LIST}/filtres?q=lou&par=50&souhait={REZE}")
    ticked = page.dom.select_one("input[name=souhait][checked]")
    assert ticked is not None
    assert ticked["value"] == REZE
    shown = browser.submit(page, {"logement_nom": "Nantes"})
    assert names_on(shown) == ["BETA Lou"]
    assert "Recherche : lou" in shown.text
    odd = browser.submit(page, {"logement_nom": "Nulle-Part"})
    assert "ne s’appelle « Nulle-Part »" in odd.text


def test_a_filtered_page_asks_as_often_for_one_as_for_fifty(
    database: Database, enter: Enter
) -> None:
    company = a_company(database, establishments=2)
    browser = enter(company)
    queries = (f"souhait={BRON}&etablissement={company.siret}&par=50", "candidature=none&par=50")
    a_person(database, company, "Premier", choice=3)
    counts = []
    for _round in range(2):
        for query in queries:
            with statements(database) as sent:
                browser.get(f"{LIST}?{query}")
            counts.append(len(sent))
        with statements(database) as sent:
            browser.get(f"{LIST}/filtres")
        counts.append(len(sent))
        for number in range(49 if len(counts) == 3 else 0):
            a_person(database, company, f"Nom{chr(97 + number % 26)}", choice=3)
    assert counts[:3] == counts[3:]
    assert max(counts) < 20


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("points=avec", ["GAMMA", "OMEGA"]),
        ("points=aucun", ["ALPHA", "BETA"]),
        # Both answers ask for everybody, like none.
        ("points=avec&points=aucun", ["ALPHA", "BETA", "GAMMA", "OMEGA"]),
        (f"points=avec&logement={BRON}&tri=jour", ["GAMMA"]),
        ("points=avec&candidature=none&q=gam", ["GAMMA"]),
        ("points=aucun&candidature=none", []),
    ],
)
def test_points_of_one_s_own_company_narrow_the_list(
    company: MadeCompany, enter: Enter, database: Database, query: str, names: list[str]
) -> None:
    owner = an_owner(database, company.id)
    a_scale(database, owner)
    omega = a_person(database, company, "Omega", home=NANTES)
    with_points = [omega.public_id, a_visible(database, company, "Gamma")]
    taken_back = a_visible(database, company, "Beta")
    for person in with_points:
        an_award(database, owner, person)
    undone = an_award(database, owner, taken_back)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        undo_award(tx, undone)
    # Another company's points are nothing here, nor are those of somebody hidden.
    other = a_company(database)
    stranger = an_owner(database, other.id)
    a_scale(database, stranger)
    an_award(database, stranger, a_person(database, other, "Ailleurs").public_id)
    gone = a_person(database, company, "Partie")
    an_award(database, owner, gone.public_id)
    decide_for(database, gone.actor, ChoiceMade(Choice.ANONYMOUS))
    assert sorted(found(enter(company), query)) == names


def test_the_filter_on_points_is_of_whoever_awards_them(company: MadeCompany, enter: Enter) -> None:
    manager, reader = enter(company, role="MANAGER"), enter(company, role="READER")
    assert "Points : Aucun point" in manager.get(f"{LIST}?points=aucun").text
    assert 'name="points"' in manager.get(f"{LIST}/filtres").body
    assert 'name="points"' not in reader.get(f"{LIST}/filtres").body
    assert reader.get(f"{LIST}?points=avec").status == 403
