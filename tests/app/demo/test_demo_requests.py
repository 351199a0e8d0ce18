"""The demonstration's invented requests: sound, believable, always the same."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from app.demo.requests import DemoEstablishment, generate
from app.reference.communes import commune
from app.reference.departments import ile_de_france
from app.reference.unique_number import number_warnings
from app.registry.contract import read_request
from app.registry.record import RegisteredRequest

AS_OF = date(2026, 11, 23)
PLACES = (
    DemoEstablishment("73282932000074", "Ateliers Vauquelin", "69266", "69100"),
    DemoEstablishment("82454114800014", "Ateliers Vauquelin Paris", "75111", "75011"),
    DemoEstablishment("35600000000048", "Ateliers Vauquelin Ajaccio", "2A004", "20000"),
    DemoEstablishment("35600000000001", "Ateliers Vauquelin Réunion", "97411", "97400"),
)


def made(count: int = 600, seed: int = 7) -> list[RegisteredRequest]:
    return [
        read_request(json.dumps(request).encode(), AS_OF)
        for request in generate(PLACES, count, seed, as_of=AS_OF)
    ]


def test_every_request_keeps_the_contract_and_its_own_number() -> None:
    requests = made()
    assert len({request.unique_number for request in requests}) == 600


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    assert made(30) == made(30)
    assert made(30, seed=8) != made(30)


def test_a_longer_story_begins_like_the_shorter_one() -> None:
    assert made(40)[:10] == made(10)


def test_each_request_has_one_employee_of_the_establishments() -> None:
    sirets = {place.siret for place in PLACES}
    for request in made():
        people = [p for p in (request.applicant, request.co_applicant) if p]
        assert sum(p.occupation.siret in sirets for p in people) == 1


def test_wanted_communes_are_real_and_of_one_territory() -> None:
    for request in made():
        wanted = [commune(place.insee_code) for place in request.wanted_housing.communes]
        departments = {place.department_code for place in wanted if place}
        assert None not in wanted
        assert len(departments) == 1 or departments <= ile_de_france()


def test_numbers_raise_no_warning() -> None:
    for request in made():
        odd = number_warnings(
            request.unique_number, today=AS_OF, registered_on=request.registered_on
        )
        assert odd == ()


def test_nobody_can_be_reached_by_accident() -> None:
    for request in made():
        for person in (request.applicant, request.co_applicant):
            if person and person.email:
                assert person.email.endswith("@courriel.example")
            if person and person.phone:
                assert person.phone.startswith("06 39 98 ")


def test_the_story_has_everything_that_has_to_be_protected() -> None:
    requests = made()
    found = Counter(
        {
            "free text": sum(request.free_text is not None for request in requests),
            "disability": sum(request.household.disabled_people > 0 for request in requests),
            "pregnancy": sum(request.household.unborn_children > 0 for request in requests),
            "priority": sum(bool(request.priority) for request in requests),
            "violence": sum("VIOLENCE_AT_HOME" in request.reasons for request in requests),
            "not French": sum(request.applicant.nationality != "FR" for request in requests),
            "co-applicant": sum(request.co_applicant is not None for request in requests),
            "missing paper": sum(
                any(paper.mandatory and not paper.deposited for paper in request.documents)
                for request in requests
            ),
        }
    )
    assert min(found.values()) >= 5, found
    assert found["co-applicant"] > 150


def test_an_unknown_workplace_is_refused() -> None:
    nowhere = DemoEstablishment("73282932000074", "Nulle part", "99999", "99999")
    with pytest.raises(ValueError, match="unknown commune"):
        next(generate([nowhere], 1, 1, as_of=AS_OF))
