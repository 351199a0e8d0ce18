"""The list of documents in words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.documents.standing import DocumentsStanding
from app.privacy.words.income import DOCUMENTS


@dataclass(frozen=True, slots=True)
class DocumentView:
    """`from_site`: the registration site has it, and nothing is to be ticked."""

    code: str
    name: str
    ticked: bool
    from_site: bool


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """`state` is one sentence, `tone` its badge's."""

    mandatory: tuple[DocumentView, ...]
    others: tuple[DocumentView, ...]
    ready: bool
    state: str
    there: int
    total: int


def view_documents(standing: DocumentsStanding) -> DocumentsView:
    """What is asked for first, then what helps."""
    views = [
        (one.mandatory, DocumentView(one.code, str(DOCUMENTS[one.code]), standing.has(one),
                                     one.deposited))
        for one in standing.needed
    ]  # fmt: skip
    return DocumentsView(
        mandatory=tuple(view for asked, view in views if asked),
        others=tuple(view for asked, view in views if not asked),
        ready=standing.ready,
        state=_state(standing),
        there=standing.there,
        total=len(standing.needed),
    )


def names_of(codes: tuple[str, ...]) -> str:
    """Documents named one after another."""
    return ", ".join(str(DOCUMENTS[code]).lower() for code in codes)


def _state(standing: DocumentsStanding) -> str:
    if standing.ready:
        return _("Votre dossier est prêt : vous pouvez candidater.")
    if standing.missing:
        return _("À cocher encore : %(names)s.", names=names_of(standing.missing))
    return _("Tout y est : dites que votre dossier est prêt.")
