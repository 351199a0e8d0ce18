"""All one's data in labelled texts, for the printed copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.inbox.queries import Case
from app.inbox.words import KINDS, spaced, view_message
from app.own_data.gathering import Account, OwnData
from app.privacy.readers.own import OwnRequest, Reading
from app.privacy.rule import Choice
from app.privacy.view import view_file
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.income import DOCUMENTS
from app.privacy.words.readings import (
    ACTS,
    ANY_ACT,
    EMPLOYER_ROLES,
    PURPOSES,
    STAFF_PURPOSES,
    STAFF_ROLES,
)
from app.web.formats import long_date, long_moment, siret, unique_number


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the copy; without lines it says that there is nothing."""

    title: str
    items: tuple[Line, ...]


def sections_of(data: OwnData) -> tuple[Part, ...]:
    """In the order one meets them on one's pages."""
    return (
        Part(_("Mon compte"), _account(data.account)),
        *_request(data),
        Part(_("Mes pièces cochées"), tuple(_documents(data))),
        Part(_("Mes choix"), tuple(_choices(data))),
        Part(_("Mes candidatures"), tuple(_candidatures(data))),
        Part(_("Points de mon entreprise"), tuple(_points(data))),
        Part(_("Qui a vu mon dossier"), tuple(_reading(one) for one in data.readings)),
        Part(_("Mes échanges"), tuple(line for case in data.cases for line in _case(case))),
        Part(_("Recherche enregistrée"), tuple(_search(data))),
    )


def _account(one: Account) -> tuple[Line, ...]:
    return (
        Line(_("Adresse e-mail"), one.email),
        Line(_("Civilité"), {"MME": _("Madame"), "M": _("Monsieur")}.get(one.civility, "")),
        Line(_("Nom"), one.surname),
        Line(_("Prénoms"), one.first_names),
        Line(_("Date de naissance"), long_date(one.birth_date)),
        Line(_("Langue des e-mails"), _("Anglais") if one.locale == "en" else _("Français")),
        Line(_("Prévenu des premières lectures"), _("Oui") if one.told_of_readings else _("Non")),
    )


def _request(data: OwnData) -> Iterator[Part]:
    if data.request is None or data.file is None:
        yield Part(_("Ma demande"), ())
        return
    yield Part(_("Ma demande"), _frame(data.request))
    view = view_file(data.file)
    yield Part(_("Résumé"), _lines((i.label, i.value) for i in view.summary.items))
    for section in view.sections:
        yield Part(section.title, _lines((i.label, i.value) for i in section.items))


def _frame(one: OwnRequest) -> tuple[Line, ...]:
    return (
        Line(_("Numéro Unique"), unique_number(one.unique_number)),
        Line(_("Nom de mon employeur"), one.employer_name or _("Non renseigné")),
        Line("SIRET", siret(one.siret) if one.siret else _("Non renseigné")),
        Line(_("Importée le"), long_moment(one.imported_at)),
        Line(_("Relue le"), long_moment(one.refreshed_at)),
    )


def _lines(pairs: Iterator[tuple[str, str | None]]) -> tuple[Line, ...]:
    return tuple(Line(label, value or _("Non renseigné")) for label, value in pairs)


def _choices(data: OwnData) -> Iterator[Line]:
    for one in data.choices:
        said = [str(CHOICE_NAMES[Choice(one.choice)])]
        texts = data.wordings.of(one.wording_version)
        if one.sensitive is not None and texts is not None:
            said.append(texts.answer(one.sensitive))
        if one.company_name:
            said.append(one.company_name)
        if one.visible_until:
            said.append(_("jusqu’au %(day)s", day=long_date(one.visible_until)))
        yield Line(long_moment(one.made_at), " · ".join(said))


def _candidatures(data: OwnData) -> Iterator[Line]:
    views = view_file(data.file).candidatures if data.file is not None else ()
    for view in views:
        events = ", ".join(f"{event.when} {event.outcome}" for event in view.events)
        yield Line(view.title, f"{view.status} · {view.details} · {events}")
    for one in data.candidatures:
        for day, sentence in one.told:
            yield Line(long_date(day), sentence)


def _documents(data: OwnData) -> Iterator[Line]:
    if data.documents is None:
        return
    for one in data.documents.needed:
        if one.code in data.documents.ticked:
            yield Line(str(DOCUMENTS[one.code]), _("Cochée"))
    if data.documents.validated_at is not None:
        yield Line(_("Dossier dit prêt"), long_moment(data.documents.validated_at))


def _points(data: OwnData) -> Iterator[Line]:
    for one in data.points:
        yield Line(long_moment(one.made_at), f"{one.label} · {one.points}")


def _reading(one: Reading) -> Line:
    staff = one.audience == "staff"
    roles, purposes = (STAFF_ROLES, STAFF_PURPOSES) if staff else (EMPLOYER_ROLES, PURPOSES)
    said = [
        one.reader_name or "",
        str(roles.get(one.reader_role or "", one.reader_role or "")),
        "Action Logement" if staff else one.company_name or "",
        str(ACTS.get(one.act, ANY_ACT)),
        str(purposes.get(one.purpose, one.purpose)) if one.purpose else "",
    ]
    return Line(long_moment(one.at), " · ".join(word for word in said if word))


def _case(case: Case) -> Iterator[Line]:
    name = f"{KINDS[case.line.kind]} {spaced(case.line.number)}"
    for message in map(view_message, case.messages):
        yield Line(f"{name}, {message.when}", f"{message.who}\u00a0: {message.words}")


def _search(data: OwnData) -> Iterator[Line]:
    if data.search is not None:
        yield Line(_("Depuis le"), long_date(data.search.saved_at))
