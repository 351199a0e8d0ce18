"""Remember which HTML element each tag of the PDF comes from.

WeasyPrint writes one tag per element *and page*: a list of 358 pages is 358 tables, and
nothing in the file tells two fragments of one table from two tables
(Kozea/WeasyPrint #2903). While it builds the tags, we note the element's number, its
name and its scope in a private key; `repair.py` reads the key and removes it.

This wraps one private function of WeasyPrint. A test fails if it moves or stops being
called, so that an upgrade is a conscious act.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf import tags

ORIGIN = "PortailOrigin"
LABEL = "PortailLabel"


@contextmanager
def origins_noted() -> Iterator[None]:
    """While inside, every tag WeasyPrint builds carries ORIGIN (and links carry LABEL)."""
    build = tags._build_box_tree
    numbers: dict[Any, int] = {}

    def build_and_note(box: Any, *arguments: Any) -> Iterator[Any]:
        for element in build(box, *arguments):
            _note(box, element, numbers)
            yield element

    tags._build_box_tree = build_and_note
    try:
        yield
    finally:
        tags._build_box_tree = build


def _note(box: Any, tag: Any, numbers: dict[Any, int]) -> None:
    """Write the origin on `tag`, unless an inner call already did."""
    element = getattr(box, "element", None)
    if element is None or ORIGIN in tag:
        return
    number = numbers.setdefault(element, len(numbers))
    scope = element.attrib.get("scope", "-")
    tag[ORIGIN] = pydyf.String(f"{number} {box.element_tag} {scope}")
    if tag["S"] == "/Link":
        tag[LABEL] = pydyf.String(" ".join("".join(element.itertext()).split()))
