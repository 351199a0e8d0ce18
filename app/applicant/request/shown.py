"""The page "Ma demande" in labelled texts: the employer's view of the file, by origin."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.applicant.documents.shown import DocumentsView, view_documents
from app.applicant.words import employer_obstacle
from app.consent.standing import Standing
from app.documents.standing import DocumentsStanding
from app.privacy.rule import FullFile
from app.privacy.view import CandidatureView, FileView, Item, Section, view_file
from app.web.formats import long_date, long_moment, unique_number

# Of the eleven items, those the registry does not give: AL'in's own.
OWN_ITEMS = frozenset({"employer_name"})
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class RequestView:
    """`registered` is read-only; `own` is the applicant's to change, as are ticked documents."""

    file: FileView
    active: bool
    refreshed: str
    renew_before: str
    identity: tuple[Item, ...]
    registered: tuple[Section, ...]
    own: tuple[Item, ...]
    documents: DocumentsView
    candidatures: tuple[CandidatureView, ...]
    digest: tuple[tuple[str, str], ...]


def view_request(standing: Standing, whole: FullFile, documents: DocumentsStanding) -> RequestView:
    """Everything of the own request, sorted."""
    view = view_file(whole)
    items = view.summary.items
    return RequestView(
        file=view,
        active=standing.own.status == "ACTIVE",
        refreshed=long_moment(standing.own.refreshed_at),
        renew_before=renew_before(whole),
        identity=tuple(item for item in items if item.key not in OWN_ITEMS),
        registered=tuple(s for s in view.sections if s.key != DOCUMENTS),
        own=(*(item for item in items if item.key in OWN_ITEMS), *_company(standing)),
        documents=view_documents(documents),
        candidatures=view.candidatures,
        digest=_digest(standing, whole, documents),
    )


def _digest(
    standing: Standing, whole: FullFile, documents: DocumentsStanding
) -> tuple[tuple[str, str], ...]:
    """The request in three lines, for the home."""
    count = _("%(done)s sur %(total)s", done=documents.there, total=len(documents.needed))
    return (
        (_("Numéro Unique"), unique_number(standing.own.unique_number)),
        (_("Renouveler avant"), renew_before(whole)),
        (_("Pièces"), count),
    )


def renew_before(whole: FullFile) -> str:
    """A request lives one year from its last renewal (art. R. 441-2-7 CCH)."""
    last = whole.request.renewed_on or whole.request.registered_on
    try:
        end = last.replace(year=last.year + 1)
    except ValueError:  # 29 February
        end = last.replace(year=last.year + 1, day=28)
    return long_date(end)


def _company(standing: Standing) -> tuple[Item, ...]:
    employer = standing.employer
    known = _("Validée") if employer_obstacle(standing) is None else _("Pas encore utilisable")
    lines = [
        Item("company", _("Entreprise reconnue"), employer.company.company_name or _("Aucune"))
    ]
    lines.append(Item("company_state", _("État"), known))
    if employer.policy is not None and employer.policy.code_required:
        right = _("Reconnu") if employer.code_right else _("À saisir")
        lines.append(Item("company_code", _("Code Entreprise"), right))
    return tuple(lines)
