"""Rows of the dated tables: they hold nobody, and what is loaded changes things for everybody."""

from io import BytesIO
from typing import Any

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {"staff_tables.index": [""]}
PLAIN = {
    "staff_tables.show", "staff_tables.version", "staff_tables.version_file",
    "staff_tables.ask_new", "staff_tables.preview",
}  # fmt: skip


class _Again(BytesIO):
    """One file sent to several addresses: closing it rewinds it."""

    def close(self) -> None:
        self.seek(0)


_FILE = b"jour;departement;effet;nom\n2031-01-02;69;chome;Pont\n2031-01-03;x;chome;Pont\n"


def posts(_world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    whole = {"effective_on": "2031-01-01", "reason": "Essai", "seen": "0"}
    return {
        "staff_tables.load": [
            {**whole, "file": (_Again(_FILE), "calendrier.csv")},
            {**whole, "file": (_Again(b"\0"), "x.csv")}, {},
        ],
        "staff_tables.keep": [{"without": "y"}, {}],
        "staff_tables.give_up": [{}],
    }  # fmt: skip


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {"slug": ["calendrier", "plafonds", "x"], "version": [0, 1, 99]}
