"""Names of people: a key to search and sort by, and the form "NOM Prénom"."""

from __future__ import annotations

import re
import unicodedata

# Letters that carry no mark to strip and still belong under their Latin neighbour.
_FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
_LOWER_PARTICLES = frozenset(
    {"de", "du", "des", "von", "van", "der", "den", "zu", "zum", "zur"}
    | {"dos", "das", "da", "di", "della", "del", "ben", "bin", "al", "el"}
)
_ELIDED = re.compile(r"^([dl][’'])(.+)$")
# Capital forms of these scripts exist in Unicode but hardly in any font.
_NO_CAPITALS = re.compile(r"[Ⴀ-ჿ]|[Ꭰ-ᏽꭰ-ꮿ]")


def _kept(char: str) -> str:
    """Marks and format characters vanish, punctuation and controls become a blank."""
    category = unicodedata.category(char)
    if unicodedata.combining(char) or category == "Cf":
        return ""
    return " " if category[0] in "PZC" else char


def sort_key(text: str) -> str:
    """A key free of accents, case and punctuation: "Œuvrard-Lê" and "oeuvrard le" share one.

    Vowel signs of Indic scripts are part of the word and stay. Applying it twice changes
    nothing. Text made of punctuation only is its own key: a key is empty for blanks alone.
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED)
    # Folding a compatibility character can bring capitals back (KELVIN SIGN, ℡).
    folded = unicodedata.normalize("NFKD", folded.casefold()).translate(_FOLDED)
    key = " ".join("".join(_kept(char) for char in folded).split())
    return key or " ".join(folded.split())


def _capital(word: str) -> str:
    return word if _NO_CAPITALS.search(word) else word.upper()


def capital_surname(surname: str) -> str:
    """A surname in capitals; a leading particle registered in small letters stays small.

    "de La Tour" gives "de LA TOUR", "d’Aubressin" gives "d’AUBRESSIN", "DE LA TOUR" is kept:
    how the particle is registered is the only sign of which it is.
    """
    words = surname.split()
    leading = 0
    while leading < len(words) - 1 and words[leading] in _LOWER_PARTICLES:
        leading += 1
    rest = words[leading:]
    elided = _ELIDED.match(rest[0]) if rest else None
    if elided:
        rest = [elided[1] + _capital(elided[2]), *(_capital(word) for word in rest[1:])]
    else:
        rest = [_capital(word) for word in rest]
    return " ".join([*words[:leading], *rest])


def display_name(surname: str, first_names: str) -> str:
    """ "NOM Prénom", as on every screen of the employer's side."""
    return f"{capital_surname(surname)} {' '.join(first_names.split())}".strip()
