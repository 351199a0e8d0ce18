"""One listed person as a row of the table: texts, and nothing left to decide."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.privacy.readers.employer import ListedApplicant
from app.privacy.rule import Choice
from app.privacy.view import short_day, wanted_first
from app.privacy.wording import NOT_GIVEN, NOT_SHARED_ROW
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.reference.communes import commune_label
from app.reference.names import capital_surname, display_name


@dataclass(frozen=True, slots=True)
class Row:
    """`step` is None where no step is shown; `candidature` is then the whole cell."""

    name: str
    surname: str
    href: str
    level: int
    since: str
    workplace: str
    home: str
    wanted: str
    step: int | None
    finished: bool
    candidature: str


def row_of(listed: ListedApplicant, *, sees_files: bool) -> Row:
    """The row; `sees_files` is whether this reader's role reaches full files."""
    shown = listed.summary
    return Row(
        name=display_name(shown.surname, shown.first_names),
        surname=capital_surname(shown.surname),
        href=url_for("employer_applicants.person", public_id=listed.public_id),
        level=int(listed.level),
        since=short_day(listed.visible_since),
        workplace=_commune(shown.workplace.insee_code if shown.workplace else None),
        home=_commune(shown.current_commune),
        wanted=wanted_first(shown.wanted_location),
        step=listed.last_step,
        finished=listed.last_outcome == "LEASE_SIGNED",
        candidature=_candidature(listed, sees_files),
    )


def _commune(insee_code: str | None) -> str:
    return commune_label(insee_code) if insee_code else str(NOT_GIVEN)


def _candidature(listed: ListedApplicant, sees_files: bool) -> str:
    """Under choice 2 the same words for everybody, whether there is a candidature or not."""
    if listed.level is not Choice.FULL_FILE:
        return str(NOT_SHARED_ROW)
    if not sees_files:
        return str(_("Hors de votre rôle"))
    if listed.last_outcome is None:
        return str(_("Aucune"))
    return str(OUTCOME_WORDS[listed.last_outcome])
