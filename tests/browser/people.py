"""Who walks the journeys: invented people, their addresses, the lines the registry has of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.browser.installation import Installation
from tests.factories.applicants import Record, a_record
from tests.factories.requests import as_line

PASSWORD = "Trois chevaux bleus 47"
_numbers = count(1)


@dataclass(frozen=True)
class Employee:
    """An applicant to be: what they type, and the registry's line about them."""

    email: str
    record: Record

    @property
    def surname(self) -> str:
        return str(self.record["applicant"]["birth_name"])

    @property
    def first_names(self) -> str:
        return str(self.record["applicant"]["first_names"])

    @property
    def birth_date(self) -> str:
        return str(self.record["applicant"]["birth_date"])

    @property
    def unique_number(self) -> str:
        return str(self.record["unique_number"])

    @property
    def registry_email(self) -> str:
        """Where the import code goes: not the account's own address."""
        return str(self.record["registry_email"])


def an_employee(siret: str, surname: str, **overrides: Any) -> Employee:
    """Somebody whose request names this SIRET; `overrides` as in a_record, "__" for a dot."""
    number = next(_numbers)
    dotted: Mapping[str, Any] = {
        "applicant.birth_name": surname,
        "renewed_on": (date.today() - timedelta(days=90)).isoformat(),  # noqa: DTZ011
        "registry_email": f"registre{number}@courriel.example",
        **{key.replace("__", "."): value for key, value in overrides.items()},
    }
    return Employee(f"parcours{number}@courriel.example", a_record(siret, dotted))


def registry_has(installation: Installation, *people: Employee) -> None:
    """Load a registration file of these people's requests, by the command."""
    file = Path(installation.data) / "registre.jsonl"
    file.write_bytes(b"\n".join(as_line(one.record) for one in people) + b"\n")
    assert f"{len(people)} nouvelles demandes" in installation.run("registry", "load", str(file))
