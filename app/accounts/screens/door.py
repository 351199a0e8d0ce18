"""What the sign-in pages need to know of the door they stand in."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.web.languages import LANGUAGES
from app.web.next_page import safe_next
from app.web.notices import demo_notice
from app.web.portal import DOOR_PREFIXES


@dataclass(frozen=True)
class Door:
    """One door: its audience, its folder of templates, its `session` blueprint."""

    audience: str
    templates: str
    blueprint: Blueprint

    @property
    def home(self) -> str:
        return DOOR_PREFIXES[self.audience]

    def path(self, tail: str) -> str:
        """The URL rule of a page of this door."""
        return f"{self.home}/{tail}"

    def url(self, endpoint: str, **values: str | None) -> str:
        """The address of another page of this family."""
        return url_for(f"{self.blueprint.name}.{endpoint}", **values)  # type: ignore[arg-type]

    def page(self, name: str, **values: object) -> str:
        """Render a page of people who are not (wholly) signed in."""
        return self._render(f"{self.templates}/session/{name}.html", **values)

    def shared_page(self, name: str, **values: object) -> str:
        """Render such a page that is written once for the three doors."""
        frame = f"{self.templates}/shell_out.html"
        return self._render(f"session/{name}.html", frame=frame, **values)

    def _render(self, template: str, **values: object) -> str:
        return render_template(
            template,
            demo_notice=demo_notice(),
            language_switch_href=self.language_href(),
            action=request.path,
            sign_out_action=self.url("sign_out"),
            **values,
        )

    def language_href(self) -> str:
        """The link to this page in the other language."""
        other = LANGUAGES[1] if str(get_locale()) == LANGUAGES[0] else LANGUAGES[0]
        here = request.full_path if request.method == "GET" else None
        return self.url("language", code=other, next=safe_next(self.audience, here))

    def wanted_page(self, *, default: str | None = None) -> str:
        """Where the person was going (`next`), if it is a page of this door; else the home."""
        return safe_next(self.audience, request.values.get("next")) or default or self.home

    def page_before(self) -> str:
        """The page the browser came from, as far as it is one of this door's."""
        referrer = urlsplit(request.referrer or "")
        before = referrer.path + (f"?{referrer.query}" if referrer.query else "")
        return self.wanted_page(default=safe_next(self.audience, before))

    def go(self, address: str) -> Response:
        """Redirect to be read by GET."""
        return redirect(address, 303)
