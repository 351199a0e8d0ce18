"""A browser for tests: keeps cookies, sends CSRF tokens, and checks on every page what people
forget on one: strict HTML, one title, unique ids, labels, the exact headers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from flask import Flask
from html5lib import HTMLParser
from werkzeug.test import TestResponse

from app.accounts.sessions import open_session
from app.db.transaction import transaction
from app.web.cookies import COOKIE_NAMES
from app.web.headers import FIXED_HEADERS
from app.web.portal import DOOR_PREFIXES


@dataclass(frozen=True)
class Page:
    """One answer. `text` is what a person reads; `dom` what a program reads."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def body(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def dom(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html5lib")

    @property
    def text(self) -> str:
        return " ".join(self.dom.get_text(" ").split())

    @property
    def h1(self) -> str:
        found = self.dom.find("h1")
        return " ".join(found.get_text(" ").split()) if found else ""


class Client:
    """One person's browser. Follows no redirect by itself unless asked."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()

    def get(self, path: str, *, follow: bool = False, **options: Any) -> Page:
        return self._checked(self.http.get(path, follow_redirects=follow, **options))

    def post_raw(self, path: str, data: dict[str, Any], **options: Any) -> Page:
        """A POST without looking at any form (and so without a CSRF token of its own)."""
        return self._checked(self.http.post(path, data=data, **options))

    def submit(
        self, page: Page | str, values: dict[str, Any] | None = None, *,
        form: str | None = None, button: str | None = None, follow: bool = True,
    ) -> Page:  # fmt: skip
        """Fill in and send a form of `page` (a Page, or the path to get it from).

        `form` picks by the form's action (substring) or id; `values` must name fields that exist.
        """
        shown = self.get(page, follow=True) if isinstance(page, str) else page
        tag = _pick_form(shown.dom, form)
        fields = _field_values(tag)
        for name, value in (values or {}).items():
            assert _has_field(tag, name), f"the form has no field {name!r}"
            fields[name] = value
        fields = {k: v for k, v in fields.items() if v is not None}
        if button is not None:
            name, _, value = button.partition("=")
            fields[name] = value
        action = str(tag.get("action") or shown.response.request.path)
        method = str(tag.get("method") or "get").lower()
        if method == "get":
            return self._checked(
                self.http.get(action, query_string=fields, follow_redirects=follow)
            )
        return self._checked(self.http.post(action, data=fields, follow_redirects=follow))

    def enter_as(
        self, audience: str, account_id: UUID, *, membership_id: UUID | None = None,
        factor: bool = True,
    ) -> "Client":  # fmt: skip
        """Sign in without the sign-in page: a session row by the product's own service."""
        database = self.app.extensions["portal"].database
        with transaction(database, "signin") as tx:
            sid = open_session(tx, audience, account_id, membership_id=membership_id)
            if factor:
                tx.exec_driver_sql(
                    "UPDATE web_session SET factor_at = app.clock() WHERE account_id = %s",
                    (account_id,),
                )
        prefix = DOOR_PREFIXES[audience]
        with self.app.test_request_context(prefix):
            serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            value = serializer.dumps({"_user_id": sid, "_fresh": True})
        self.http.set_cookie(COOKIE_NAMES[audience], value, path=prefix)
        return self

    def _checked(self, response: TestResponse) -> Page:
        page = Page(response)
        for name, value in FIXED_HEADERS.items():
            assert response.headers.get(name) == value, f"{name} on {response.request.path}"
        if response.mimetype == "text/html" and 300 > response.status_code >= 200:
            check_page(page)
        return page


def check_page(page: Page) -> None:
    """What every page owes its reader."""
    parser = HTMLParser(strict=True)
    parser.parse(page.body)
    dom = page.dom
    assert dom.html is not None
    assert dom.html.get("lang") in ("fr", "en")
    assert dom.title is not None
    assert dom.title.get_text(strip=True)
    assert len(dom.find_all("h1")) == 1, "one <h1> a page"
    ids = [t["id"] for t in dom.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    for tag in dom.find_all(True):
        assert not tag.get("style"), "style attributes are blocked by the policy"
        assert not any(str(a).startswith("on") for a in tag.attrs), f"inline handler on {tag.name}"
    labels = {str(label.get("for")) for label in dom.find_all("label")}
    for control in dom.find_all(["input", "select", "textarea"]):
        if control.get("type") in ("hidden", "submit", "button"):
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        assert named or control.get("id") in labels or control.find_parent("label"), control
    for form in dom.find_all("form", method=lambda m: m and m.lower() == "post"):
        assert form.find("input", attrs={"name": "csrf_token"}), "a POST form without its token"


def _pick_form(dom: BeautifulSoup, wanted: str | None) -> Tag:
    forms = dom.find_all("form")
    if wanted is None:
        main = dom.find("main") or dom
        forms = main.find_all("form")
        assert len(forms) == 1, f"{len(forms)} forms: say which"
        return forms[0]
    for form in forms:
        if wanted == form.get("id") or wanted in str(form.get("action") or ""):
            return form
    raise AssertionError(f"no form {wanted!r}: {[f.get('action') for f in forms]}")


def _field_values(form: Tag) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for control in form.find_all(["input", "select", "textarea"]):
        name, kind = control.get("name"), control.get("type")
        if not name or kind in ("submit", "button", "file"):
            continue
        if control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            values[name] = chosen.get("value", chosen.get_text()) if chosen else None
        elif control.name == "textarea":
            values[name] = control.get_text()
        elif kind in ("checkbox", "radio"):
            if control.has_attr("checked"):
                _put(values, str(name), control.get("value", "on"))
        elif kind == "hidden":
            _put(values, str(name), control.get("value", ""))
        else:
            values[name] = control.get("value", "")
    return values


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    """Several ticked boxes, or hidden fields, of one name are all sent."""
    before = values.get(name)
    if before is None:
        values[name] = value
    else:
        values[name] = [*(before if isinstance(before, list) else [before]), value]


def _has_field(form: Tag, name: str) -> bool:
    return form.find(["input", "select", "textarea", "button"], attrs={"name": name}) is not None
