"""The code printed in each report: how people copy it, its QR picture, what its page says."""

import re
from dataclasses import dataclass
from enum import Enum

import segno
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Connection, text

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
# What people read where no such letter stands.
_LOOKALIKES = str.maketrans("OIL", "011")


class Standing(Enum):
    """All the public page ever says of a report; AGAIN is one word for every reason."""

    VALID = "VALID"
    AGAIN = "AGAIN"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Verified:
    """`same_file` is None while no file was compared."""

    standing: Standing
    same_file: bool | None


def spaced_code(code: str) -> str:
    """ "7K2M-Q0VB-93XT": as people copy it."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def check_url(public_url: str, code: str) -> str:
    """Where the QR leads; from PUBLIC_URL, never from a request."""
    return f"{public_url}/verifier/{spaced_code(code)}"


def qr_svg(url: str, title: str) -> Markup:
    """The QR picture with its alternative text; every part of it is ours."""
    made = segno.make(url, error="m")
    return Markup(made.svg_inline(title=title, border=0, dark="#14213a"))  # noqa: S704


def verify(tx: Connection, typed: str, digest: str) -> Verified:
    """What is to be said of a code, and of a file's SHA-256 when one is given. Sign-in login.

    The same questions are put to the database whatever was typed.
    """
    plain = re.sub(r"[\s-]", "", typed[:64]).upper().translate(_LOOKALIKES)
    code = plain if _CODE.fullmatch(plain) else ""
    found = _DIGEST.fullmatch("".join(digest.split())[:64].lower())
    standing = Standing(tx.scalar(text("SELECT app.report_standing(:code)"), {"code": code}))
    same = tx.scalar(
        text("SELECT app.report_is_file(:code, :digest)"),
        {"code": code, "digest": bytes.fromhex(found.group()) if found else b""},
    )
    return Verified(standing, bool(same) if digest.strip() else None)


def qr_words() -> str:
    """The alternative text of a report's QR picture."""
    return _("Code QR : adresse de la page de vérification")
