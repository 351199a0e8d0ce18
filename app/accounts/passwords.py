"""Passwords: argon2id, and the rules of each audience.

Employers and staff: 12 characters at least and not common. Applicants: the AL'in guide's rule
(8 characters, a digit, an upper-case and a lower-case letter, not the user name) and not common.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# OWASP's first recommendation for argon2id (19 MiB, 2 passes, 1 lane).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
MAX_LENGTH = 256


@cache
def _decoy() -> str:
    return _HASHER.hash("a password nobody has")


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def check_password(stored: str | None, given: str) -> bool:
    """Whether `given` is right. Without an account (`stored` None) it takes the same time."""
    try:
        right = _HASHER.verify(stored or _decoy(), given)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return bool(right) and stored is not None
