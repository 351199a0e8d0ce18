"""Where an applicant looks: wanted communes, those that border them, the rest of the department."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.reference.communes import commune, districts_of, whole_commune
from app.reference.departments import department_code_of
from app.reference.neighbours import neighbours


@dataclass(frozen=True, slots=True)
class Area:
    """INSEE codes as offers carry them; `departments` are the first characters of codes."""

    wanted: frozenset[str]
    near: frozenset[str]
    departments: tuple[str, ...]


def area_of(insee_codes: Iterable[str]) -> Area:
    """The area around the wanted communes; codes that are no commune are left out.

    An offer names the commune or its district: a wanted commune holds its districts, a wanted
    district is met by an offer that names its commune only, and its sisters are neighbours.
    """
    asked = [code for code in insee_codes if commune(code) is not None]
    wanted: set[str] = set()
    near: set[str] = set()
    for code in asked:
        whole = whole_commune(code)
        wanted |= {code, whole, *(d.insee_code for d in districts_of(code))}
        near |= {d.insee_code for d in districts_of(whole)}
        for other in neighbours(code):
            near |= {other, *(d.insee_code for d in districts_of(other))}
    departments = sorted({department_code_of(code) for code in asked})
    return Area(frozenset(wanted), frozenset(near - wanted), tuple(departments))
