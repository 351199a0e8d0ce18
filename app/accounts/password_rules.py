"""What a new password must be, per audience. Old ones are never judged again.

Employers and staff: 12 characters at least and not common. Applicants: the AL'in guide's rule
(8 characters, a digit, an upper-case and a lower-case letter, not the user name) and not common.
Anything may be in it, spaces included: passphrases and password managers work.
"""

import re
from enum import Enum
from functools import cache
from importlib import resources

from app.accounts.passwords import MAX_LENGTH

MIN_LENGTH = {"employer": 12, "staff": 12, "applicant": 8}
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class PasswordFault(Enum):
    """Why a password is refused; the sentence is the form's."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    NO_DIGIT = "no digit"
    NO_UPPER = "no upper-case letter"
    NO_LOWER = "no lower-case letter"
    IS_USER_NAME = "is or contains the user name"
    COMMON = "too common"


def password_faults(
    audience: str, password: str, own_names: tuple[str, ...] = ()
) -> tuple[PasswordFault, ...]:
    """All that is wrong with `password`, empty when it may be used.

    `own_names`: the address and the names of whoever chooses it.
    """
    faults = []
    if len(password) < MIN_LENGTH[audience]:
        faults.append(PasswordFault.TOO_SHORT)
    if len(password) > MAX_LENGTH:
        return (PasswordFault.TOO_LONG,)
    if audience == "applicant":
        faults += _guide_faults(password)
    if _is_own_name(password, own_names):
        faults.append(PasswordFault.IS_USER_NAME)
    if is_common(password):
        faults.append(PasswordFault.COMMON)
    return tuple(faults)


def is_common(password: str) -> bool:
    """Whether it is on the list, or is a word of the list between a few digits and signs."""
    folded = password.casefold()
    core = _AROUND.sub("", folded)
    if folded in common_passwords() or len(set(folded)) < 4:
        return True
    # "Motdepasse2026!" is "motdepasse"; six characters around the word make a password of its own.
    return core in common_passwords() and len(folded) - len(core) < 6


@cache
def common_passwords() -> frozenset[str]:
    """The bundled list, read once (see data/README.md)."""
    listed = resources.files("app.accounts").joinpath("data", "common_passwords.txt")
    return frozenset(listed.read_text("utf-8").split("\n")) - {""}


def _guide_faults(password: str) -> list[PasswordFault]:
    wanted = {
        PasswordFault.NO_DIGIT: str.isdigit,
        PasswordFault.NO_UPPER: str.isupper,
        PasswordFault.NO_LOWER: str.islower,
    }
    return [fault for fault, test in wanted.items() if not any(test(c) for c in password)]


def _is_own_name(password: str, own_names: tuple[str, ...]) -> bool:
    """The password, digits and signs at its ends cut, is one of the names or the address."""
    folded = password.casefold()
    names = {n.casefold() for n in own_names} | {n.split("@")[0].casefold() for n in own_names}
    return bool(names & {folded, _AROUND.sub("", folded)})
