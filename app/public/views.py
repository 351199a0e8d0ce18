"""One view per public page. What they say stands in templates/public/, but for what is generated:
what a company sees comes from the rule, cookies and durations from the code that applies them."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import get_locale

from app.access.permissions import Permission
from app.consent.receipts import receipt_is_known
from app.db.transaction import transaction
from app.privacy.view import rule_table
from app.public.blueprint import blueprint
from app.public.tables import cookie_rows, keeping_rows
from app.web.languages import asked_language, other_language
from app.web.limits import client_address, limit
from app.web.notices import demo_notice
from app.web.portal import DOOR_PREFIXES, portal
from app.web.route import route

RECEIPTS_PER_HOUR, HOUR = 60, 3_600


@dataclass(frozen=True, slots=True)
class Doors:
    """The address of each door, in the language one reads in."""

    applicant: str
    employer: str
    staff: str


@route(blueprint, "GET", "/", Permission.PUBLIC)
def home() -> str:
    doors = Doors(**{door: _door(door) for door in DOOR_PREFIXES})
    return _page("home", doors=doors)


@route(blueprint, "GET", "/ce-que-voit-l-entreprise", Permission.PUBLIC)
def what_is_seen() -> str:
    """Open to everybody: applicants and works councils may read the rule too."""
    return _page("what_is_seen", table=rule_table())


@route(blueprint, "GET", "/conditions", Permission.PUBLIC)
def terms() -> str:
    return _page("terms", seen_href=_public("what_is_seen"))


@route(blueprint, "GET", "/donnees-personnelles", Permission.PUBLIC)
def personal_data() -> str:
    return _page("personal_data", seen_href=_public("what_is_seen"), keeping=keeping_rows())


@route(blueprint, "GET", "/aide", Permission.PUBLIC)
def help_page() -> str:
    """For whoever cannot sign in, or wants to know before."""
    return _page("help")


@route(blueprint, "GET", "/accessibilite", Permission.PUBLIC)
def accessibility() -> str:
    return _page("accessibility")


@route(blueprint, "GET", "/cookies", Permission.PUBLIC)
def cookies() -> str:
    return _page("cookies", rows=cookie_rows())


@route(blueprint, "GET", "/mentions-legales", Permission.PUBLIC)
def legal_notice() -> str:
    return _page("legal_notice")


@route(blueprint, "GET", "/recu", Permission.PUBLIC)
def check_receipt() -> str:
    """The form, and its answer once a reference is typed."""
    return _receipt_page(request.args.get("reference", ""))


@route(blueprint, "GET", "/recu/<code>", Permission.PUBLIC)
def known_receipt(code: str) -> str:
    return _receipt_page(code)


def _receipt_page(typed: str) -> str:
    """*Authentic* or *unknown* in one shape: never whose, nor whether the choice still holds."""
    known = None
    if typed.strip():
        limit("receipt-page", client_address(), most=RECEIPTS_PER_HOUR, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            known = receipt_is_known(tx, typed)
    return _page("receipt", known=known, asked=asked_language(), action=url_for(".check_receipt"))


def _page(name: str, **values: object) -> str:
    return render_template(
        f"public/{name}.html",
        demo_notice=demo_notice(),
        home_href=_public("home"),
        language_switch_href=f"{request.path}?langue={other_language()}",
        **values,
    )


def _public(endpoint: str) -> str:
    """Another public page, in the language of this one."""
    return url_for(f"public.{endpoint}", langue=str(get_locale()))


def _door(door: str) -> str:
    """The door's home; by its language page when the reader asked for a language here."""
    asked = asked_language()
    return url_for(f"{door}_session.language", code=asked) if asked else DOOR_PREFIXES[door]
