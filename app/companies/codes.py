"""The Company Code: opaque, readable aloud, with a check character.

Eight random characters and a check character from an alphabet of 31 without 0, O, 1, I and L.
With values 0 to 30 in the alphabet's order and positions counted from 1, the sum of position
times value over all nine characters is a multiple of 31. As 31 is prime and positions differ,
one wrong character and any two swapped characters are always found out.
"""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BODY_LENGTH = 8
CODE_LENGTH = BODY_LENGTH + 1
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BASE = len(ALPHABET)


def generate_code() -> str:
    """A new code in stored form: nine characters, about 8.5e11 possibilities."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The ninth character for eight given ones. Raises KeyError outside the alphabet."""
    total = _weigh(body)
    return ALPHABET[-total * pow(CODE_LENGTH, -1, _BASE) % _BASE]


def is_code(text: str) -> bool:
    """Whether `text` is a code in stored form whose check character holds."""
    shaped = len(text) == CODE_LENGTH and all(c in _VALUES for c in text)
    return shaped and _weigh(text) % _BASE == 0


def normalise_code(typed: str) -> str | None:
    """The stored form of what was typed or pasted (case, blanks, dashes of any kind), or None.

    Nothing is guessed: a typed O could stand for Q or D, and a wrong guess would try a code
    the person does not hold.
    """
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    kept = "".join(c for c in plain if unicodedata.category(c)[0] not in "ZPC")
    return kept if is_code(kept) else None


def display_code(code: str) -> str:
    """ABCD-EFGH-J, as printed on the poster."""
    return "-".join((code[:4], code[4:8], code[8:]))


def _weigh(characters: str) -> int:
    return sum(place * _VALUES[c] for place, c in enumerate(characters, start=1))
