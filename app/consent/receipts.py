"""The receipt of one choice: a page (PDF) and the same facts for machines (JSON).

It is the applicant's own. Whoever is handed a copy can learn that it is authentic, never whether
the choice still holds: nobody must be able to make an employee prove it.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Connection, text

from app.consent.texts import ChoiceTexts
from app.privacy.consents import ConsentLine
from app.privacy.rule import Choice
from app.privacy.wording import CHOICE_NAMES
from app.reports.codes import qr_svg, qr_words
from app.reports.pdf.job import Attachment, RenderJob
from app.reports.pdf.render import render_pdf
from app.web.formats import PARIS, long_date, long_moment
from app.web.offline import in_language, render_offline

RENDER_SECONDS = 30
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
# What people read where no such letter stands.
_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the printed receipt."""

    label: str
    value: str


def spaced(code: str) -> str:
    """ "7K2M-Q0VB-93XT": as people copy it."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def receipt_is_known(tx: Connection, typed: str) -> bool:
    """Whether a choice has this receipt. Sign-in login; blanks, hyphens and case do not count."""
    code = re.sub(r"[\s-]", "", typed[:64]).upper().translate(_LOOKALIKES)
    # The same question is put to the database whatever was typed.
    asked = code if _CODE.fullmatch(code) else ""
    return bool(tx.scalar(text("SELECT app.receipt_known(:code)"), {"code": asked}))


def receipt_json(line: ConsentLine, texts: ChoiceTexts | None) -> bytes:
    """The receipt for machines: closed words, ISO moments, no name of the applicant.

    `texts` are those of the line's own version; None for an end nobody worded.
    """
    body = {
        "receipt": spaced(line.receipt_code),
        "made_at": _iso(line.made_at),
        "choice": line.choice,
        "cause": line.cause,
        "sensitive": line.sensitive,
        "duration_months": line.duration_months,
        "visible_until": _iso(line.visible_until) if line.visible_until else None,
        "company": line.company_name,
        "wording_version": line.wording_version,
        "wording": _wording(line, texts),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def receipt_pdf(
    line: ConsentLine, texts: ChoiceTexts | None, locale: str, check_page: str
) -> bytes:
    """The receipt on one page; `check_page` is where its reference is checked, `/…` and the
    reference what the QR code opens. The same line gives the same bytes. Raises RenderError."""
    check_url = f"{check_page}/{spaced(line.receipt_code)}"
    with in_language(locale):
        facts = _facts(line, texts)
        name = str(CHOICE_NAMES[Choice(line.choice)])
        html = render_offline(
            "reports/receipt.html", locale, language=locale, facts=facts, choice_name=name,
            made_at=long_moment(line.made_at), code=spaced(line.receipt_code), check_url=check_url,
            qr=qr_svg(check_url, qr_words()),
        )  # fmt: skip
        attachment = Attachment(
            name="recu.json",
            mime="application/json",
            description=_("Le même reçu, lisible par une machine"),
            data=receipt_json(line, texts),
        )
        title = _("Reçu %(code)s", code=spaced(line.receipt_code))
    job = RenderJob(
        html=html,
        title=title,
        language="en" if locale == "en" else "fr",
        created_at=line.made_at,
        attachments=(attachment,),
        identifier=line.id.bytes,
    )
    return render_pdf(job, timeout=RENDER_SECONDS).pdf


def _facts(line: ConsentLine, texts: ChoiceTexts | None) -> tuple[Fact, ...]:
    shown = [
        (_("Choix"), str(CHOICE_NAMES[Choice(line.choice)])),
        (_("Ce que ce choix montre"), _wording(line, texts)),
        (_("Éléments sensibles"), texts.answer(line.sensitive))
        if line.sensitive is not None and texts is not None
        else None,
        (_("Entreprise"), line.company_name) if line.company_name else None,
        (_("Durée"), _duration(line)) if line.choice != Choice.ANONYMOUS else None,
        (_("Enregistré le"), long_moment(line.made_at)),
        (_("Version du texte"), line.wording_version) if line.wording_version != "-" else None,
    ]
    return tuple(Fact(*pair) for pair in shown if pair is not None)


def _wording(line: ConsentLine, texts: ChoiceTexts | None) -> str:
    """The sentence of the version chosen under; an end nobody worded shows nothing."""
    return texts.sentence(Choice(line.choice)) if texts else _("Mon employeur ne voit rien.")


def _duration(line: ConsentLine) -> str:
    if line.duration_months is None or line.visible_until is None:
        return _("Sans date de fin")
    months = ngettext("%(num)s mois", "%(num)s mois", line.duration_months)
    return _("%(months)s, jusqu’au %(day)s", months=months, day=long_date(line.visible_until))


def _iso(moment: datetime) -> str:
    return moment.astimezone(PARIS).isoformat(timespec="seconds")
