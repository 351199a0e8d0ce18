"""The address of a search: what is read from it, what is written back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import url_for

from app.audit.register import acts_of
from app.audit.search import Edge, Found, JournalPurpose, Line, Wanted
from app.reference.unique_number import normalise_unique_number

LONGEST = 120
BEFORE, AFTER = "avant", "apres"


def wanted_by(given: Mapping[str, str]) -> Wanted:
    """What is asked for; what is misspelt is left out. A person never comes by an address."""
    act = given.get("acte", "")
    return Wanted(
        first=_day(given.get("du")),
        last=_day(given.get("au")),
        act=act if acts_of(act) else "",
        actor=_words(given.get("par", "")),
        company=_words(given.get("entreprise", "")),
        edge=edge_of(given),
    )


def about_person(given: Mapping[str, str], wanted: Wanted) -> Wanted | None:
    """`wanted` about whom the form names; None when the number or the purpose is none."""
    number = normalise_unique_number(given.get("number", ""))
    purpose = next((p for p in JournalPurpose if p.value == given.get("purpose")), None)
    if number is None or purpose is None:
        return None
    return Wanted(first=wanted.first, last=wanted.last, act=wanted.act, edge=wanted.edge,
                  number=number, purpose=purpose)  # fmt: skip


def typed(wanted: Wanted) -> dict[str, str]:
    """The search as its form shows it."""
    return {
        "par": wanted.actor,
        "entreprise": wanted.company,
        "acte": wanted.act,
        "du": wanted.first.isoformat() if wanted.first else "",
        "au": wanted.last.isoformat() if wanted.last else "",
    }


def edges(found: Found) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """What leads to the newer page and to the older one, as (name, value)."""
    newer = (AFTER, _key(found.lines[0])) if found.more_newer and found.lines else None
    older = (BEFORE, _key(found.lines[-1])) if found.more_older and found.lines else None
    return newer, older


def href(wanted: Wanted, edge: tuple[str, str] | None) -> str | None:
    """The address of the page beside; None when there is none."""
    if edge is None:
        return None
    given = {name: value for name, value in typed(wanted).items() if value}
    return f"{url_for('.search')}?{urlencode(given | {edge[0]: edge[1]})}"


def edge_of(given: Mapping[str, str]) -> Edge | None:
    for name in (AFTER, BEFORE):
        moment, _sep, last = given.get(name, "").partition("_")
        try:
            at = datetime.fromtimestamp(int(moment) / 1_000_000, UTC)
            return Edge(at, UUID(last), newer=name == AFTER)
        except (ValueError, OverflowError, OSError):
            continue
    return None


def _key(line: Line) -> str:
    return f"{round(line.at.timestamp() * 1_000_000)}_{line.id}"


def _words(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
