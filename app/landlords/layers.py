"""Which lines of a decisions file may be taken together. Pure.

Taken at once, lines must come to what they come to one after the other. Those that can bear on each
other go into layers that are taken in order: each line into the first layer after all earlier lines
it hangs on. Lines of different people are all of the first layer, and most files are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from app.candidatures.states import CORRECTED, State
from app.reference.unique_number import normalise_unique_number

_LEASE = State.LEASE_SIGNED.value
# Held by one line alone; with any other word, lines that say the same word share it.
_ALONE = "alone"


def in_layers(payloads: Sequence[dict[str, Any]]) -> list[list[int]]:
    """The places of the lines, layer after layer."""
    last: dict[tuple[str, ...], dict[str, int]] = {}
    layers: list[list[int]] = []
    for place, payload in enumerate(payloads):
        claims = list(_claims(payload))
        layer = max(_first_free(last.get(thing, {}), how) for thing, how in claims)
        for thing, how in claims:
            held = last.setdefault(thing, {})
            # Lines that share it may stand in earlier layers than one before them.
            held[how] = max(layer, held.get(how, 0))
        if layer == len(layers):
            layers.append([])
        layers[layer].append(place)
    return layers


def _first_free(held: dict[str, int], how: str) -> int:
    layers = [at for word, at in held.items() if how == _ALONE or word != how]
    return max(layers, default=-1) + 1


def _claims(payload: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(what the line touches, in which way)."""
    siren, event = payload["landlord_siren"], payload["event"]
    yield ("event", siren, payload["event_id"]), _ALONE
    if payload.get("corrects"):
        yield ("event", siren, payload["corrects"]), _ALONE
    # Of one person another candidature too: two are never active.
    number = payload["unique_number"]
    yield ("person", normalise_unique_number(number) or number), _ALONE
    # A lease ends the dwelling's others, and nobody comes back to one that is let.
    turns = event in (_LEASE, CORRECTED)
    yield ("dwelling", siren, payload["offer_reference"]), _ALONE if turns else "others"
    # A lease may end what keeps its own person from coming back elsewhere.
    if turns:
        yield ("leases",), event
