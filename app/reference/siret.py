"""SIREN (company, 9 digits) and SIRET (establishment, 14 digits) as people type them.

Both carry a Luhn check digit. Establishments of La Poste break it: for them the sum of the
14 digits is a multiple of 5, except the head office, which follows Luhn.
"""

from __future__ import annotations

import re
import unicodedata

from stdnum import luhn

SIREN_LENGTH = 9
SIRET_LENGTH = 14
LA_POSTE = "356000000"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_LABEL = re.compile(r"^\W*(?:sire[nt]\b)?\W*(?:n\s?[°ºo]\b|n[°º]|num[ée]ro\b)?\W*", re.IGNORECASE)
_SEPARATOR_CATEGORIES = frozenset("ZPC")


def _digits(text: str) -> str:
    """The text without what people paste around digits; letters are kept, so that they fail."""
    plain = unicodedata.normalize("NFKC", _LABEL.sub("", text, count=1))
    return "".join(c for c in plain if unicodedata.category(c)[0] not in _SEPARATOR_CATEGORIES)


def _normalise(text: str, length: int) -> str | None:
    found = _digits(text)
    return found if len(found) == length and found.isascii() and found.isdigit() else None


def is_valid_siren(siren: str) -> bool:
    """True for nine digits that pass Luhn; zeros alone are nobody's number."""
    shaped = len(siren) == SIREN_LENGTH and siren.isascii() and siren.isdigit()
    return shaped and siren != "0" * SIREN_LENGTH and luhn.is_valid(siren)


def is_valid_siret(siret: str) -> bool:
    """True for fourteen digits whose company and establishment check digits both hold."""
    if not (len(siret) == SIRET_LENGTH and siret.isascii() and siret.isdigit()):
        return False
    if not is_valid_siren(siret[:SIREN_LENGTH]):
        return False
    return luhn.is_valid(siret) or (siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0)


def normalise_siret(text: str) -> str | None:
    """The 14 digits of a typed or pasted SIRET, or None when it is not a valid one."""
    found = _normalise(text, SIRET_LENGTH)
    return found if found and is_valid_siret(found) else None


def normalise_siren(text: str) -> str | None:
    """The 9 digits of a typed or pasted SIREN, or None when it is not a valid one."""
    found = _normalise(text, SIREN_LENGTH)
    return found if found and is_valid_siren(found) else None


def siren_of(siret: str) -> str:
    """The company of an establishment."""
    return siret[:SIREN_LENGTH]


def format_siren(siren: str) -> str:
    """732 829 320, with no-break spaces (U+00A0: common fonts lack the narrow U+202F)."""
    return NO_BREAK_SPACE.join((siren[:3], siren[3:6], siren[6:]))


def format_siret(siret: str) -> str:
    """732 829 320 00074, with no-break spaces."""
    return NO_BREAK_SPACE.join((siret[:3], siret[3:6], siret[6:9], siret[9:]))
