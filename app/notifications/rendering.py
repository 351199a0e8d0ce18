"""From a row of the outbox to a mail: text and HTML, French or English, outside any request."""

from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.notifications.kinds import KINDS

_TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail's words."""

    subject: str
    text: str
    html: str
    stop_link: str | None = None


def render_mail(kind: str, locale: str, params: dict[str, Any], public_url: str) -> Mail:
    """The mail of `kind`. Raises KeyError for a kind or a parameter that is not there."""
    known = KINDS[kind]
    values = {"link": public_url + known.path.format(**params), "mail_product": known.product,
              "about": known.about}  # fmt: skip
    if known.second_path is not None:
        values["second_link"] = public_url + known.second_path.format(**params)
    templates, words = _templates(locale), known.words or kind
    page = templates.get_template(f"mail/{words}.html")
    context = page.new_context(params | values)
    subject = unescape("".join(page.blocks["subject"](context))).strip()
    text = templates.get_template(f"mail/{words}.txt").render(params | values)
    return Mail(subject, text.strip() + "\n", page.render(params | values),
                values.get("second_link"))  # fmt: skip


@cache
def _templates(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TOP / "templates"),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = Translations.load(_TOP / "app" / "translations", [locale])
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return environment
