"""The eleven items, in the rule's order: every field of Summary has a line, and nothing else."""

from flask_babel import gettext as _

from app.privacy.rule import SUMMARY_FIELDS, Summary
from app.privacy.shown.models import Item, SummaryView
from app.privacy.shown.values import day, place, wanted_location, word, yes_no
from app.privacy.wording import NOT_GIVEN, SUMMARY_LABELS
from app.privacy.words.people import CIVILITIES
from app.reference.communes import commune_label
from app.reference.names import capital_surname, display_name
from app.web.formats import FIXED, long_date
from app.web.formats import siret as siret_text


def view_summary(shown: Summary) -> SummaryView:
    """The summary as every screen and report shows it."""
    texts = _texts(shown)
    return SummaryView(
        name=display_name(shown.surname, shown.first_names),
        courtesy=f"{word(CIVILITIES, shown.civility)}{FIXED}{capital_surname(shown.surname)}",
        birth_text=_birth(shown),
        items=tuple(_item(field, texts[field], shown) for field in SUMMARY_FIELDS),
    )


def _item(field: str, value: str | None, shown: Summary) -> Item:
    copied = shown.employer_siret if field == "employer_siret" else None
    return Item(field, str(SUMMARY_LABELS[field]), value or str(NOT_GIVEN), copied or None)


def _texts(shown: Summary) -> dict[str, str | None]:
    home = shown.current_commune
    return {
        "civility": word(CIVILITIES, shown.civility),
        "surname": capital_surname(shown.surname),
        "first_names": shown.first_names,
        "birth_date": day(shown.birth_date),
        "email": shown.email,
        "employer_name": shown.employer_name,
        "employer_siret": siret_text(shown.employer_siret) if shown.employer_siret else None,
        "several_employers": yes_no(shown.several_employers),
        "workplace": place(shown.workplace),
        "current_commune": commune_label(home) if home else None,
        "wanted_location": wanted_location(shown.wanted_location),
    }


def _birth(shown: Summary) -> str:
    born = long_date(shown.birth_date)
    she = shown.civility == "MME"
    return str(_("Née le %(day)s", day=born) if she else _("Né le %(day)s", day=born))
