"""What the company pages are given: frozen, every text already in the reader's language."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from admin.companies import words
from admin.companies.marks import State, shown_state
from admin.companies.shown_codes import Code, shown_code
from app.companies.eligibility import Eligibility, eligibility, threshold
from app.companies.policy import Status, allowed_from
from app.companies.queries import (
    CompanyView,
    EventLine,
    InvitationLine,
    MemberLine,
    PolicyLine,
    SiteLine,
)
from app.companies.search import CompanyLine
from app.companies.team_words import rights_words
from app.companies.words import (
    event_label,
    policy_summary,
    policy_title,
    role_label,
)
from app.reference.communes import commune_label
from app.reference.siret import format_siren, format_siret
from app.web.formats import long_date
from app.web.shell import initials


@dataclass(frozen=True, slots=True)
class Site:
    siret: str
    label: str
    address: str
    place: str
    head_office: bool
    transfer_href: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    number: int
    title: str
    summary: str
    rules: tuple[str, ...]
    mark: State | None


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    email: str
    initials: str
    second: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation nobody has answered yet."""

    email: str
    words: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """A change of state that is possible now."""

    label: str
    href: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """One company as its page shows it."""

    id: UUID
    name: str
    siren: str
    siren_digits: str
    state: State
    reason: str | None
    sector: str
    headcount: str
    threshold: str | None
    source: str
    eligible: State
    sites: tuple[Site, ...]
    codes: tuple[Code, ...]
    policies: tuple[Policy, ...]
    steps: tuple[tuple[str, str, str], ...]
    states: tuple[tuple[str, str, str], ...]
    members: tuple[Member, ...]
    invitations: tuple[Invited, ...]
    without_owner: bool
    single_owner: bool
    acts: tuple[Act, ...]
    grave_acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One company in the list."""

    name: str
    href: str
    siren: str
    place: str
    state: State
    since: str


_STATES = {*Status.__members__, "MOVED"}


def shown_line(line: CompanyLine) -> Line:
    return Line(
        line.name,
        url_for("staff_companies.company_page", company_id=line.id),
        format_siren(line.siren),
        line.place or "",
        shown_state(line.status),
        long_date(line.since),
    )


def shown_company(view: CompanyView, *, can_manage: bool) -> Company:
    """The page's view model; without `can_manage` it holds no way to act."""
    labels = {site.siret: site.label for site in view.sites}
    needed = threshold(view.sector)
    open_to_acts = can_manage and view.status != Status.CLOSED.value
    return Company(
        id=view.id,
        name=view.name,
        siren=format_siren(view.siren),
        siren_digits=view.siren,
        state=shown_state(view.status),
        reason=view.reason,
        sector=words.sector_label(view.sector),
        headcount=words.band_label(view.headcount_band),
        threshold=str(needed) if needed is not None else None,
        source=words.source_label(view.facts_source, view.headcount_year),
        eligible=_eligible(view),
        sites=tuple(_site(view.id, site, open_to_acts) for site in view.sites),
        codes=tuple(shown_code(view.id, code, labels, open_to_acts) for code in view.codes),
        policies=tuple(_policy(policy) for policy in view.policies),
        steps=tuple(_step(event) for event in view.events),
        states=tuple(_step(event) for event in view.events if event.status in _STATES),
        members=tuple(_member(view, m, open_to_acts) for m in view.members),
        invitations=tuple(_invitation(view.id, i, open_to_acts) for i in view.invitations),
        without_owner=view.status == Status.ACTIVE.value and view.owners == 0,
        single_owner=view.owners == 1,
        acts=_acts(view, grave=False) if can_manage else (),
        grave_acts=_acts(view, grave=True) if can_manage else (),
    )


def _eligible(view: CompanyView) -> State:
    found = eligibility(view.sector, view.headcount_band)
    fine = found is Eligibility.ELIGIBLE
    return State(
        words.eligibility_label(found), "success" if fine else "todo", "check" if fine else None
    )


def _site(company_id: UUID, site: SiteLine, may_act: bool) -> Site:
    town = commune_label(site.insee_code) if site.insee_code else ""
    place = " ".join(part for part in (site.postcode, town) if part)
    transfer = url_for("staff_companies.ask_transfer", company_id=company_id, siret=site.siret)
    return Site(
        format_siret(site.siret), site.label, site.address or "", place, site.head_office,
        transfer if may_act and not site.head_office else None,
    )  # fmt: skip


def _policy(line: PolicyLine) -> Policy:
    marks = {
        "CURRENT": State(_("En vigueur"), "brand"),
        "COMING": State(_("À venir"), "todo"),
    }
    return Policy(
        line.number, policy_title(line), policy_summary(line),
        tuple(line.access_rules.splitlines()),
        marks.get(line.state),
    )  # fmt: skip


def _step(event: EventLine) -> tuple[str, str, str]:
    """(name, when and why, state) as the steps component takes them."""
    when = _("%(day)s, par %(who)s", day=long_date(event.at), who=event.by)
    why = "" if event.status == Status.PENDING.value else f" : {event.reason}"
    return (event_label(event.status), when + why, "done")


def _member(view: CompanyView, line: MemberLine, may_act: bool) -> Member:
    href = url_for("staff_companies.ask_rights", company_id=view.id, member_id=line.id)
    return Member(
        line.name, line.email, initials(line.name), rights_words(line, view.sites),
        href if may_act else None,
    )  # fmt: skip


def _invitation(company_id: UUID, line: InvitationLine, may_act: bool) -> Invited:
    words = _(
        "%(email)s · %(role)s, jusqu’au %(day)s",
        email=line.email, role=role_label(line.role), day=long_date(line.expires_at),
    )  # fmt: skip
    href = url_for(
        "staff_companies.ask_invitation_end", company_id=company_id, invitation_id=line.id
    )
    return Invited(line.email, words, href if may_act else None)


def _acts(view: CompanyView, *, grave: bool) -> tuple[Act, ...]:
    """The changes of state that are allowed now; those that are for good stand apart."""
    status = Status(view.status)
    names = {
        Status.ACTIVE: (
            ("verifier", _("Vérifier et activer"))
            if status is Status.PENDING
            else ("reactiver", _("Réactiver"))
        ),
        Status.SUSPENDED: ("suspendre", _("Suspendre")),
        Status.CLOSED: ("fermer", _("Fermer")),
    }
    changes = tuple(
        Act(
            names[after][1],
            url_for("staff_companies.ask_state", company_id=view.id, act=names[after][0]),
            danger=after is Status.SUSPENDED,
        )
        for after in allowed_from(status)
        if grave is (after is Status.CLOSED)
    )
    if status is Status.CLOSED or not grave:
        return changes
    merge = url_for("staff_companies.ask_merge", company_id=view.id)
    return (*changes, Act(_("Fusionner"), merge))
