"""Cells of dated tables as people write them: days, whole numbers, closed words. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from app.dated.kind import LineRefused


def day_cell(cell: str) -> date:
    """ "2027-01-01" or "01/01/2027". Raises LineRefused."""
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise LineRefused(_l("une date n’est pas au format jj/mm/aaaa"))


def whole_cell(cell: str, least: int, most: int) -> int:
    """ "14 811", "14811" or "14811,00 €". Raises LineRefused."""
    bare = re.sub(r"[\s€]", "", cell)
    found = re.fullmatch(r"([0-9]{1,9})(?:[.,]0{1,2})?", bare)
    if found is None or not least <= int(found[1]) <= most:
        raise LineRefused(_l("un nombre n’est pas entier, ou n’est pas possible"))
    return int(found[1])


def word_cell(cell: str, words: Mapping[str, str]) -> str:
    """The closed word a cell stands for; `words` maps spellings, bare and upper case, to it."""
    found = words.get(re.sub(r"[\s_/-]", "", cell).upper())
    if found is None:
        raise LineRefused(_l("un mot n’est pas de la liste"))
    return found
