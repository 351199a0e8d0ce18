"""Whatever the address says, the list answers: with its defaults, never with a fault."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.db.engines import Database
from app.privacy.filters import Filters
from app.privacy.readers.employer import PAGE_SIZES, ApplicantQuery
from employer.applicants.asking import from_start, list_address, read_query
from tests.employer.conftest import Enter
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company

NAMES = ("q", "visible", "tri", "par", "apres", "avant", "inconnu", "etablissement", "souhait",
         "souhait_nom", "logement", "logement_nom", "candidature")  # fmt: skip


def _some(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(known)).map(lambda found: tuple(sorted(found)))


FILTERS = st.builds(
    Filters,
    levels=st.sampled_from(((), (2,), (3,))),
    sites=_some("73282932000074", "82454114800014"),
    wishes=_some("69266", "2A", "971", "75056"),
    homes=_some("69266", "44"),
) | st.builds(Filters, standings=_some("VALIDATED", "NONE", "LEASE_SIGNED"))
QUERIES = st.builds(
    ApplicantQuery,
    search=st.text(st.characters(categories=("L", "N", "P")), max_size=20),
    filters=FILTERS,
    sort=st.sampled_from(("name", "day")),
    size=st.sampled_from(PAGE_SIZES),
    after=st.none() | st.uuids(),
)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=60)), max_size=8))
@settings(max_examples=300, deadline=timedelta(seconds=1))
def test_any_parameters_make_a_sound_query(pairs: list[tuple[str, str]]) -> None:
    query = read_query(MultiDict(pairs))
    assert query.size in PAGE_SIZES
    assert query.sort in ("name", "day")
    assert query.filters.levels in ((), (2,), (3,))
    assert not (query.filters.levels and query.filters.standings)
    assert query.after is None or isinstance(query.after, UUID)


def test_an_address_reads_back_as_the_query_it_was_made_from(app: Flask) -> None:
    @given(QUERIES)
    @settings(max_examples=100, deadline=None)
    def there_and_back(query: ApplicantQuery) -> None:
        with app.test_request_context(list_address(query)) as context:
            assert read_query(context.request.args) == query

    with app.test_request_context("/employeur"):
        there_and_back()


def test_a_new_search_starts_from_the_first_page(app: Flask) -> None:
    with app.test_request_context("/employeur"):
        address = from_start(ApplicantQuery(after=uuid4(), size=50), sort="day")
    assert urlsplit(address).query == "tri=jour&par=50"


@pytest.mark.parametrize(
    "query",
    ["tri=motdepasse", "par=1000000000", "par=-1", "par=25.0", "apres=x", "apres=" + "9" * 900,
     "visible=1", "visible=anonyme", "candidature=dalo", "souhait=99999", "souhait=%25",
     "etablissement=7328293200007x", "souhait_nom=" + "x" * 400, "logement_nom=%3Cb%3E", "q=%FF%FE",
     "q=%ED%A0%80", "q=&q=a", "q=%1B%C2%85", "avant=00000000-0000-0000-0000-000000000000"],
)  # fmt: skip
def test_odd_addresses_answer_with_the_list(database: Database, enter: Enter, query: str) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=2)
    page = enter(company).get(f"/employeur/salaries?{query}")
    assert page.status == 200
    assert page.h1 == "Salariés"


def test_no_address_lists_the_anonymous(database: Database, enter: Enter) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=1)
    an_imported_applicant(database, company)
    browser = enter(company)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(NAMES),
                st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
            ),
            max_size=4,
        )
    )
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def asked(pairs: list[tuple[str, str]]) -> None:
        page = browser.get("/employeur/salaries", query_string=MultiDict(pairs))
        assert page.status == 200
        assert "MIRANDEUIL" not in page.body

    asked()
