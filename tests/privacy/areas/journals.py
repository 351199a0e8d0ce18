"""Rows of the auditors' journals."""

from typing import Any

from tests.privacy.canary import word
from tests.privacy.world import STATES, CanaryWorld

GET = {
    "staff_journals.search": [
        "", "par=x&entreprise=x&acte=readings&du=2020-01-01&au=2030-01-01", "acte=FILE_READ",
        "par=%25&entreprise=_&acte=x&du=x&au=9999-12-31&avant=x&apres=1_x",
        *(f"par={word(tag, 'usual')[:-1]}" for tag in STATES),
    ],
}  # fmt: skip
PLAIN = {"staff_journals.person", "staff_journals.kept", "staff_journals.check",
         "staff_journals.check_state"}  # fmt: skip


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    numbers = [one.unique_number for one in world.people.values()]
    about = [{"number": n, "purpose": "CONTROL"} for n in numbers]
    return {
        "staff_journals.find_person": [*about, {"number": "x", "purpose": "x"}, {}],
        "staff_journals.start_check": [{}],
        "staff_journals.export": [
            {"format": "csv"}, {"format": "xlsx", "acte": "readings"}, {"format": "x"},
            *({**one, "format": "csv"} for one in about), {"number": "x", "format": "csv"}],
    }  # fmt: skip
