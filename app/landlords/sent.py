"""What a landlord's system sends by call: the same contract and the same services as by file."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from app.landlords.contract import Contract
from app.landlords.loading import Refusal, Refusals, RefusedLine, Store, Taken, take_line
from app.registry.faults import Fault
from app.registry.lines import Line


class NotYours(StrEnum):
    """A key speaks for one landlord."""

    OTHER_LANDLORD = "SIREN d’un autre bailleur que celui de la clé"


@dataclass(frozen=True, slots=True)
class Sent:
    """`refused` counts items from 1."""

    counts: dict[Taken, int]
    refused: tuple[Refusal, ...]


def take_all(
    tx: Connection, items: list[dict[str, Any]], contract: Contract, store: Store, siren: str
) -> Sent:
    """Take each item or tell why not, in the caller's transaction, as the landlord `siren`."""
    counts = dict.fromkeys(Taken, 0)
    refusals = Refusals(remembered=len(items))
    own = _only_of(siren, store)
    for number, item in enumerate(items, start=1):
        taken = take_line(tx, _line(number, item), contract, own, refusals)
        if taken is not None:
            counts[taken] += 1
    return Sent(counts, tuple(refusals.first))


def _line(number: int, item: dict[str, Any]) -> Line:
    """The item as a line of a file: one way of checking for both."""
    try:
        text = json.dumps(item, ensure_ascii=False)
    except RecursionError:
        return Line(number, fault=Fault.TOO_DEEP)
    # A lone surrogate stays one, and is refused like any text that is not UTF-8.
    return Line(number, text.encode("utf-8", "surrogatepass"))


def _only_of(siren: str, store: Store) -> Store:
    def own(tx: Connection, payload: dict[str, Any]) -> Taken:
        if payload["landlord_siren"] != siren:
            raise RefusedLine("/landlord_siren", NotYours.OTHER_LANDLORD)
        return store(tx, payload)

    return own
