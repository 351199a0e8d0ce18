"""One listed person as a row of the table: texts, and nothing left to decide."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from app.privacy.readers.employer import ListedApplicant
from app.privacy.rule import Choice
from app.privacy.shown.values import page_language, short_day
from app.privacy.wording import NOT_GIVEN, NOT_SHARED_ROW
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.reference.communes import commune_label
from app.reference.names import display_name


class Row(NamedTuple):
    """A row's cells in their order: a tuple, so that the template takes one apart at a time.

    `step` is None where no step is shown; `candidature` is then the whole cell. `points` are the
    company's own, None for roles that do not award any.
    """

    id: str
    name: str
    href: str
    level: int
    since: str
    workplace: str
    home: str
    wanted: str
    step: int | None
    finished: bool
    candidature: str
    points: int | None


def rows_of(
    listed: Sequence[ListedApplicant],
    points: Mapping[UUID, int] | None,
    address: str,
    tail: str,
    *,
    sees_files: bool,
) -> tuple[Row, ...]:
    """The rows; a person's address is `address`, the id and `tail`, what it carries of the list;
    `sees_files` tells whether this reader's role reaches full files.

    What all rows share is said once: an address to build and a word to translate cost more than
    everything else of a row.
    """
    words = _Words(sees_files)
    return tuple(
        _row_of(
            row,
            f"{address}{row.public_id}{tail}",
            words,
            None if points is None else points.get(row.public_id, 0),
        )
        for row in listed
    )


def _row_of(listed: ListedApplicant, href: str, words: "_Words", points: int | None) -> Row:
    return Row(
        str(listed.public_id),
        display_name(listed.surname, listed.first_names),
        href,
        int(listed.level),
        short_day(listed.visible_since, words.language),
        words.commune(listed.workplace),
        words.commune(listed.current_commune),
        words.commune(listed.wished_commune),
        listed.last_step,
        listed.last_outcome == "LEASE_SIGNED",
        words.candidature(listed),
        points,
    )


class _Words:
    """The words of one page's rows, in its language."""

    def __init__(self, sees_files: bool) -> None:
        self.language = page_language()
        self._not_given = str(NOT_GIVEN)
        self._not_shared = str(NOT_SHARED_ROW)
        self._without_step = None if sees_files else str(_("Hors de votre rôle"))
        self._none = str(_("Aucune"))
        self._outcomes: dict[str, str] = {}

    def commune(self, insee_code: str | None) -> str:
        return commune_label(insee_code) if insee_code else self._not_given

    def candidature(self, listed: ListedApplicant) -> str:
        """Under choice 2 the same words for everybody, whether there is a candidature or not."""
        if listed.level is not Choice.FULL_FILE:
            return self._not_shared
        if self._without_step is not None:
            return self._without_step
        outcome = listed.last_outcome
        if outcome is None:
            return self._none
        if outcome not in self._outcomes:
            self._outcomes[outcome] = str(OUTCOME_WORDS[outcome])
        return self._outcomes[outcome]
