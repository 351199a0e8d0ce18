"""Which pages count as one, for the pictures."""

import pytest

from tests.look.places import file_name, kind_of

ONE, OTHER = "04044c72-caf0-4116-a48c-39899a4e6ff8", "afbae62a-26cb-4ef8-9282-c09124c40c58"


@pytest.mark.parametrize(
    ("path", "same"),
    [
        (f"/employeur/salaries/{ONE}", f"/employeur/salaries/{OTHER}"),
        ("/employeur/salaries?tri=jour&apres=3", "/employeur/salaries"),
        ("/employeur/salaries?visible=resume", "/employeur/salaries?visible=dossier&par=50"),
    ],
)
def test_another_person_order_or_value_is_the_same_kind_of_page(path: str, same: str) -> None:
    assert kind_of(path) == kind_of(same)


def test_a_file_and_a_filter_are_pages_of_their_own() -> None:
    person = f"/employeur/salaries/{ONE}"
    paths = (
        "/employeur/salaries",
        "/employeur/salaries?visible=resume",
        person,
        f"{person}/dossier",
    )
    assert len({file_name(kind_of(path)) for path in paths}) == len(paths)
