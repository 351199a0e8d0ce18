"""What the three shells (employer, staff, applicant) need to draw themselves.

The door's request code builds one `Shell` per page and passes it to the template as `shell`;
templates decide nothing. Pages of visitors who are not signed in extend `shell_out.html` instead
and need no `Shell`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Door = Literal["employer", "staff", "applicant"]


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the menu. `icon` is a name of `icons.svg`; `badge` a count of things to do."""

    label: str
    href: str
    icon: str
    current: bool = False
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame around a signed-in page; every text is already in the reader's language.

    `title` is the page's own title, without the product's name: the browser tab and, unless the
    page overrides it, its `<h1>`. `company_detail` reads like "4 établissements".
    `session_seconds` is how long the session still lasts: with `session_renew_href` (a GET that
    answers 204) it turns on the warning two minutes before the end.
    """

    title: str
    door: Door
    nav: tuple[NavItem, ...]
    user_name: str
    user_role: str
    company_name: str | None
    company_detail: str | None
    language_switch_href: str
    sign_out_action: str
    demo_notice: str | None
    home_href: str = "/"
    company_switch_href: str | None = None
    account_href: str | None = None
    help_href: str | None = None
    notifications_href: str | None = None
    unread_notifications: int = 0
    session_seconds: int | None = None
    session_renew_href: str | None = None
    # Staff see an employer's page filled with invented people: a watermark, no act, a way back.
    preview_leave_href: str | None = None

    @property
    def user_initials(self) -> str:
        """Two letters for the round avatar, e.g. "OF"."""
        return initials(self.user_name)

    @property
    def company_initials(self) -> str:
        """Two letters for the company's square, e.g. "AV"."""
        return initials(self.company_name or "")


def initials(name: str) -> str:
    """Return the first letters of a name's first and last words, upper-case."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends)
