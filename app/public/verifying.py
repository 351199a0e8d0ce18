"""The page a report's QR code leads to: one of three words, whatever the reason. No session."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.db.transaction import transaction
from app.reports.codes import Standing, verify
from app.web.languages import asked_language, other_language
from app.web.limits import client_address, limit
from app.web.notices import demo_notice
from app.web.portal import portal
from app.web.route import route

blueprint = Blueprint("verifying", __name__)
ASKED_PER_HOUR, HOUR = 60, 3_600

WORDS: dict[Standing, LazyString] = {
    Standing.VALID: _l("Valable"),
    Standing.AGAIN: _l("Plus valable : à refaire"),
    Standing.UNKNOWN: _l("Inconnu"),
}


@route(blueprint, "GET", "/verifier", Permission.PUBLIC)
def ask() -> str | Response:
    """The form; what is typed leads to the code's own address."""
    typed = request.args.get("reference", "").strip()
    if typed:
        return redirect(url_for(".show", reference=typed[:64], langue=asked_language()), 303)
    return _page(None, None, "")


@route(blueprint, "GET", "/verifier/<reference>", Permission.PUBLIC)
def show(reference: str) -> str:
    """The answer; with `empreinte`, whether a file is the very one that bears this reference."""
    limit("report-page", client_address(), most=ASKED_PER_HOUR, seconds=HOUR)
    digest = request.args.get("empreinte", "")
    with transaction(portal().database, "signin") as tx:
        answer = verify(tx, reference, digest)
    return _page(WORDS[answer.standing], answer.same_file, reference)


def _page(word: LazyString | None, same_file: bool | None, reference: str) -> str:
    return render_template(
        "public/verify.html",
        word=word,
        same_file=same_file,
        reference=reference[:64],
        asked=asked_language(),
        demo_notice=demo_notice(),
        home_href=url_for("public.home"),
        language_switch_href=f"{request.path}?langue={other_language()}",
    )
