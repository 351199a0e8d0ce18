"""Landlords' files for tests: objects that keep to the contracts, written as JSON Lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.factories.offers import LANDLORD

Line = dict[str, Any]


def an_offer_line(**overrides: Any) -> Line:
    """A dwelling in Villeurbanne."""
    return {
        "reference": "L-1", "landlord_siren": LANDLORD, "landlord_name": "Habitat des Deux Rives",
        "insee_code": "69266", "postcode": "69100", "dwelling_type": "T3", "surface_m2": 64.567,
        "rent_euros": 540, "charges_euros": 72, "financing": "PLUS", "published_on": "2026-01-05",
        "closes_on": "2030-01-05", "floor": 2, "energy_class": None,
    } | overrides  # fmt: skip


def a_decision_line(number: str, event: str, **overrides: Any) -> Line:
    """What the landlord of `L-1` says, at 9 on 2 March 2026 unless said."""
    return {
        "event_id": f"E-{event}", "landlord_siren": LANDLORD, "offer_reference": "L-1",
        "unique_number": number, "event": event, "occurred_at": "2026-03-02T09:00:00Z",
    } | overrides  # fmt: skip


def write(path: Path, lines: Iterable[Line | bytes]) -> Path:
    """The lines as a file; bytes are written as they are."""
    texts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    path.write_bytes(b"\n".join(texts) + b"\n")
    return path
