"""Which language an answer is in: the cookie of the door, else the browser's wish, else French."""

from flask import request, session

LANGUAGES = ("fr", "en")


def choose_language() -> str:
    """ "fr" or "en"."""
    chosen = session.get("locale")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, default="fr")
