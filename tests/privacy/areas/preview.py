"""Rows of the preview: a company's pages with invented people, the ids of real ones tried too."""

from typing import Any
from uuid import UUID

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {
    "staff_preview.people_list": ["", "visible=resume", "visible=dossier&tri=jour", "q=zq"],
    "staff_preview.board": ["", "onglet=soutenues"],
}
PLAIN = {
    "staff_preview.home", "staff_preview.person", "staff_preview.file", "staff_preview.points",
    "staff_preview.elsewhere",
}  # fmt: skip


def values(_world: CanaryWorld) -> dict[str, list[Any]]:
    return {"public_id": [UUID(int=1), UUID(int=2)]}
