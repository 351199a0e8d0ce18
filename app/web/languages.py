"""Which language an answer is in.

Behind a door: what its cookie says, else the browser's wish, else French. Outside the doors there
is no cookie: the address itself says it (`?langue=en`), else the browser's wish.
"""

from flask import request, session
from flask_babel import get_locale

from app.web.portal import door_of

LANGUAGES = ("fr", "en")


def choose_language() -> str:
    """ "fr" or "en"."""
    chosen = session.get("locale") if door_of(request.path) else asked_language()
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, default="fr")


def asked_language() -> str | None:
    """The language a public page's address asks for, if it is one of ours."""
    asked = request.args.get("langue")
    return asked if asked in LANGUAGES else None


def other_language() -> str:
    """The language this answer is not in."""
    return LANGUAGES[1] if str(get_locale()) == LANGUAGES[0] else LANGUAGES[0]
