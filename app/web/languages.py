"""Which language an answer is in.

Behind a door: what its cookie says, else the browser's wish, else French. Outside the doors there
is no cookie: the address itself says it (`?langue=en`), else the browser's wish.
"""

from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import get_locale, get_translations

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


def install_words(flask: Flask) -> None:
    """Templates' `_` and its like: over a catalogue found once an answer, not once a word."""
    flask.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _words().ugettext(text),
        ngettext=lambda one, many, count: _words().ungettext(one, many, count),
        pgettext=lambda context, text: _words().upgettext(context, text),
        npgettext=lambda context, one, many, count: _words().unpgettext(context, one, many, count),
        newstyle=True,
    )


def _words() -> NullTranslations:
    """The catalogue, kept where Flask-Babel drops it when the language changes."""
    kept = g.get("_flask_babel") if g else None
    found = getattr(kept, "babel_translations", None)
    if found is None:
        found = get_translations()
        if g:
            g._flask_babel.babel_translations = found
    return found
