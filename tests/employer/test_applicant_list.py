"""The list of visible people: order, search, pages, and nothing about anybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

import pytest
from sqlalchemy import event

from app.consent.services import ChoiceMade
from app.db.engines import Database
from app.privacy.rule import Choice
from tests.client import Client
from tests.employer.conftest import Enter
from tests.employer.reading import journal, link_of, names_on
from tests.factories.applicants import an_imported_applicant, decide_for
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company

LIST = "/employeur/salaries"


def people(database: Database, company: MadeCompany, names: list[str], choice: int = 2) -> None:
    for name in names:
        overrides = {"applicant.birth_name": name, "applicant.first_names": "Lou"}
        an_imported_applicant(database, company, choice=choice, overrides=overrides)


def every_page(browser: Client, address: str, words: str) -> list[list[str]]:
    """The pages met by following `words` ("Suivants", "Précédents") to the end."""
    found: list[list[str]] = []
    following: str | None = address
    while following is not None:
        page = browser.get(following)
        found.append(names_on(page))
        following = link_of(page, words)
        assert len(found) < 10
    return found


def test_sixty_people_are_paged_in_both_directions_without_loss_or_repeat(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    # Homonyms included: the cursor must tell them apart.
    names = [f"Nom{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(56)] + ["Durand"] * 4
    people(database, company, names)
    browser = enter(company)
    expected = sorted(f"{name.upper()} Lou" for name in names)
    pages = every_page(browser, LIST, "Suivants")
    assert [len(page) for page in pages] == [25, 25, 10]
    assert list(chain(*pages)) == expected
    last = browser.get(LIST + "?par=25")
    for _ in range(2):
        last = browser.get(link_of(last, "Suivants") or "")
    back = every_page(browser, last.response.request.full_path, "Précédents")
    assert list(chain(*reversed(back))) == expected
    by_day = every_page(browser, LIST + "?tri=jour", "Suivants")
    assert sorted(chain(*by_day)) == expected
    assert names_on(browser.get(LIST + "?par=100")) == expected


@pytest.mark.parametrize(
    "typed",
    ["noël", "NOEL", "  noe ", "oeuvrard", "Œuvrard-Lê", "le noel", "ines.m@courriel.example"],
)
def test_search_ignores_accents_case_and_order_of_words(
    database: Database, enter: Enter, typed: str
) -> None:
    company = a_company(database)
    people(database, company, ["Œuvrard-Lê Noël"])
    an_imported_applicant(
        database, company, choice=2,
        overrides={"applicant.birth_name": "Autre", "applicant.email": None},
    )  # fmt: skip
    page = enter(company).get(LIST, query_string={"q": typed})
    assert names_on(page) == ["ŒUVRARD-LÊ NOËL Lou"]
    assert "1 résultat sur 2" in page.text


def test_search_by_siret_as_typed_by_people(database: Database, enter: Enter) -> None:
    company = a_company(database, establishments=2)
    people(database, company, ["Siège"])
    an_imported_applicant(
        database, company, choice=2, siret=company.sirets[1],
        overrides={"applicant.birth_name": "Atelier"},
    )  # fmt: skip
    page = enter(company).get(LIST, query_string={"q": company.sirets[1]})
    assert [name.split()[0] for name in names_on(page)] == ["ATELIER"]


def test_wildcards_and_quotes_are_only_letters_in_a_search(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    people(database, company, ["Durand"])
    browser = enter(company)
    for typed in ("%", "_", "d=d", "' OR 1=1 --", "\\", "a" * 5000):
        assert "DURAND Lou" not in names_on(browser.get(LIST, query_string={"q": typed}))


def test_the_filter_by_mark_keeps_those_of_that_mark(database: Database, enter: Enter) -> None:
    company = a_company(database)
    people(database, company, ["Deux"], choice=2)
    people(database, company, ["Trois"], choice=3)
    browser = enter(company)
    assert names_on(browser.get(LIST + "?visible=resume")) == ["DEUX Lou"]
    assert names_on(browser.get(LIST + "?visible=dossier")) == ["TROIS Lou"]
    both = browser.get(LIST + "?visible=dossier&visible=resume")
    assert names_on(both) == ["DEUX Lou", "TROIS Lou"]


def test_none_and_hidden_give_the_same_page(database: Database, enter: Enter) -> None:
    company, other = a_company(database), a_company(database)
    people(database, company, ["Caché"], choice=1)
    browser, elsewhere = enter(company, name="Paul Roux"), enter(other, name="Paul Roux")
    for query in ("", "?q=cache", "?visible=dossier&tri=jour"):
        one, two = browser.get(LIST + query), elsewhere.get(LIST + query)
        assert _without_tokens(one.body) == _without_tokens(two.body)
        assert "Aucun salarié à afficher" in one.text


def _without_tokens(body: str) -> list[str]:
    return [line for line in body.splitlines() if "csrf_token" not in line]


def test_a_summary_never_tells_whether_there_is_a_candidature(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    with_one = an_imported_applicant(
        database, company, choice=2, overrides={"applicant.birth_name": "Avec"}
    )
    a_candidature(database, with_one.request_id, [(1, "SUBMITTED"), (2, "VALIDATED")])
    people(database, company, ["Sans"])
    page = enter(company).get(LIST)
    cells = [td.get_text(strip=True) for td in page.dom.select("td[data-label=Candidature]")]
    assert cells == ["Non partagée", "Non partagée"]
    assert "Candidature validée" not in page.text


def test_the_list_shows_the_step_of_an_open_file_to_those_who_may_open_it(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    a_candidature(database, person.request_id, [(1, "SUBMITTED"), (4, "VISIT_PLANNED")])
    assert "Visite prévue" in enter(company).get(LIST).text
    reader = enter(company, role="READER").get(LIST)
    assert "Visite prévue" not in reader.text
    assert "Hors de votre rôle" in reader.text


def test_one_row_and_fifty_rows_cost_the_same_statements(database: Database, enter: Enter) -> None:
    company = a_company(database)
    browser = enter(company)
    people(database, company, ["Premier"], choice=3)
    browser.get(LIST + "?par=50")
    with statements(database) as one:
        browser.get(LIST + "?par=50")
    people(database, company, [f"Suivant{chr(97 + n % 26)}" for n in range(49)], choice=3)
    with statements(database) as fifty:
        assert len(names_on(browser.get(LIST + "?par=50"))) == 50
    assert len(one) == len(fifty)
    assert len(fifty) < 20


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements sent under the two logins of an employer's request."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engines = [database.engine("employer"), database.engine("signin")]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def test_each_page_shown_is_one_line_with_the_people_shown(
    database: Database, enter: Enter
) -> None:
    company = a_company(database)
    people(database, company, ["Un", "Deux"])
    browser = enter(company)
    browser.get(LIST)
    browser.get(LIST + "?q=deux")
    browser.get(LIST + "?q=personne")
    assert browser.http.head(LIST).status_code == 405
    assert journal(database) == [("LIST_READ", None, 2), ("LIST_READ", None, 1)]


def test_nobody_of_another_company_or_establishment_is_listed(
    database: Database, enter: Enter
) -> None:
    company, other = a_company(database, establishments=2), a_company(database)
    people(database, company, ["Siège"])
    an_imported_applicant(
        database, company, choice=3, siret=company.sirets[1],
        overrides={"applicant.birth_name": "Atelier", "applicant.first_names": "Lou"},
    )  # fmt: skip
    people(database, other, ["Ailleurs"])
    assert names_on(enter(company).get(LIST)) == ["ATELIER Lou", "SIÈGE Lou"]
    limited = enter(company, sites=(company.sirets[1],)).get(LIST)
    assert names_on(limited) == ["ATELIER Lou"]
    assert "1 salarié vous montre" in limited.text


def test_whoever_withdraws_is_gone_from_the_next_answer(database: Database, enter: Enter) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=2)
    browser = enter(company)
    assert len(names_on(browser.get(LIST))) == 1
    decide_for(database, person.actor, ChoiceMade(Choice.ANONYMOUS))
    page = browser.get(LIST)
    assert names_on(page) == []
    assert "Mirandeuil".upper() not in page.body


def test_names_written_to_hurt_are_only_text(database: Database, enter: Enter) -> None:
    company = a_company(database)
    hostile = '"><img src=x onerror=alert(1)>{{ 7*7 }}'
    person = an_imported_applicant(
        database, company, choice=2, overrides={"applicant.birth_name": hostile}
    )
    browser = enter(company)
    for address in (LIST, f"{LIST}/{person.public_id}", f"{LIST}?q=%22%3E%3Cimg"):
        page = browser.get(address)
        assert page.dom.find("img") is None
        assert "49" not in page.h1
        assert hostile.upper() in page.text.upper()


def test_no_address_of_the_list_holds_a_name_of_somebody(database: Database, enter: Enter) -> None:
    company = a_company(database)
    people(database, company, [f"Zyxel{chr(97 + n)}" for n in range(26)])
    page = enter(company).get(LIST)
    addresses = [str(link["href"]).lower() for link in page.dom.find_all("a", href=True)]
    assert any("apres=" in address for address in addresses)
    assert not [address for address in addresses if "zyxel" in address]


def test_a_large_company_is_told_more_than_and_no_number(
    database: Database, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count ends one past its bound, so a list takes no longer for fifty thousand people."""
    company = a_company(database)
    people(database, company, ["Aubry", "Brun", "Carlier", "Denis"])
    browser = enter(company)
    assert "4 salariés vous montrent" in browser.get(LIST).text
    for place in ("app.privacy.readers.employer", "app.privacy.shown.list_page"):
        monkeypatch.setattr(f"{place}.MOST_COUNTED", 2)
    page = browser.get(LIST)
    assert "Plus de 2 salariés vous montrent" in page.text
    assert "4 salariés" not in page.text
    assert len(names_on(page)) == 4
    assert "Plus de 2 résultats sur plus de 2" in browser.get(f"{LIST}?q=lou").text
    assert "1 résultat sur plus de 2" in browser.get(f"{LIST}?q=denis").text
