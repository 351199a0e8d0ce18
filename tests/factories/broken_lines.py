"""Broken lines of every kind, each with the pointer of its fault."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.factories.requests import Member, as_line, plain_request

# A word that no reason may repeat, wherever the breaking value can hold one.
SECRET = "SECRETVALUE"

_MISSING = object()
_WRONG_VALUES: tuple[tuple[str, Any], ...] = (
    ("/unique_number", SECRET),
    ("/unique_number", "0691318000001GDPUB"),
    ("/unique_number", "0690318000001GDPUB\n"),
    ("/unique_number", "\u0660690318000001GDPUB"),
    ("/unique_number", _MISSING),
    ("/kind", SECRET),
    ("/kind", None),
    ("/status", SECRET),
    ("/registered_on", "2018-02-30"),
    ("/registered_on", "15/03/2018"),
    ("/registered_on", "1949-12-31"),
    ("/registered_on", "2099-01-01"),
    ("/renewed_on", "2017-01-01"),
    ("/updated_at", "2026-01-01T00:00:00"),
    ("/updated_at", "2026-13-01T00:00:00Z"),
    ("/updated_at", "2025-12-31T23:59:60Z"),
    ("/updated_at", "9999-12-31T23:59:59-23:59"),
    ("/updated_at", "0000-01-01T00:00:00Z"),
    ("/registry_email", SECRET),
    ("/registry_email", f"{SECRET}@localhost"),
    ("/registry_email", f'"{SECRET} x"@exemple.example'),
    ("/registry_email", None),
    ("/applicant", None),
    ("/applicant", [SECRET]),
    ("/applicant/civility", SECRET),
    ("/applicant/birth_name", _MISSING),
    ("/applicant/birth_name", ""),
    ("/applicant/birth_name", " \u200b\u2060 "),
    ("/applicant/birth_name", SECRET * 20),
    ("/applicant/birth_name", f"{SECRET}\x00"),
    ("/applicant/birth_name", f"{SECRET}\n"),
    ("/applicant/birth_name", f"{SECRET}\x85"),
    ("/applicant/birth_name", f"{SECRET}\ud800"),
    ("/applicant/birth_name", {SECRET: 1}),
    ("/applicant/birth_date", "0000-00-00"),
    ("/applicant/birth_date", "0000-01-01"),
    ("/applicant/birth_date", "1899-12-31"),
    ("/applicant/birth_date", "2090-01-01"),
    ("/applicant/birth_date", 19900517),
    ("/applicant/email", SECRET),
    ("/applicant/phone", SECRET * 3),
    ("/applicant/address", {"postcode": "69100"}),
    ("/applicant/address", {"postcode": "6910", "insee_code": "69266"}),
    ("/applicant/occupation/status", SECRET),
    ("/applicant/occupation/siret", "7328293200007"),
    ("/applicant/occupation/siret", "73282932000075"),
    ("/applicant/occupation/siret", "35600000000002"),
    ("/co_applicant", SECRET),
    ("/household/dependants", _MISSING),
    ("/household/dependants", [{}] * 21),
    ("/household/dependants/0", SECRET),
    ("/household/unborn_children", 6),
    ("/household/unborn_children", 1.5),
    ("/household/unborn_children", True),
    ("/household/disabled_people", -1),
    ("/household/disabled_people", 10**30),
    ("/household/due_date", "2099-01-01"),
    ("/household/disability_details", f"{SECRET}\x1b[31m"),
    ("/income", {"alimony_paid_euros": 1e300}),
    ("/income", {"reference_tax_income": [{"year": 1, "person": "APPLICANT", "euros": 1}]}),
    ("/reasons", ["OTHER"] * 4),
    ("/reasons/0", SECRET),
    ("/wanted_housing/communes", []),
    ("/wanted_housing/communes", [{"insee_code": "69266"}] * 9),
    ("/wanted_housing/communes/0", {"insee_code": "2C004"}),
    ("/wanted_housing/communes/0", {"insee_code": "69266", "district": SECRET * 8}),
    ("/wanted_housing/dwelling_types", []),
    ("/free_text", SECRET * 400),
    ("/documents/0", {"code": SECRET, "mandatory": True, "deposited": True}),
    ("/priority/0", SECRET),
)
# Where the fault stands deeper than the value that was put in.
_DEEPER = {
    "/applicant/address": ("/applicant/address/insee_code", "/applicant/address/postcode"),
    "/income": ("/income/alimony_paid_euros", "/income/reference_tax_income/0/year"),
    "/wanted_housing/communes/0": (
        "/wanted_housing/communes/0/insee_code",
        "/wanted_housing/communes/0/district",
    ),
    "/documents/0": ("/documents/0/code",),
}


def _with(path: str, value: Any) -> Member:
    """A plain request with one place changed; a list is made where the path needs one."""
    request = copy.deepcopy(plain_request())
    node: Any = request
    *parents, last = path.strip("/").split("/")
    for place, name in enumerate(parents):
        if isinstance(node, list):
            node = node[int(name)]
            continue
        following = (*parents, last)[place + 1]
        node = node.setdefault(name, [] if following.isdigit() else {})
    if isinstance(node, list):
        node[int(last) : int(last) + 1] = [value]
    elif value is _MISSING:
        node.pop(last)
    else:
        node[last] = value
    return request


def _broken_values() -> Iterator[tuple[bytes, str]]:
    deeper = {path: iter(found) for path, found in _DEEPER.items()}
    for path, value in _WRONG_VALUES:
        line = json.dumps(_with(path, value)).encode()
        yield line, next(deeper[path]) if path in deeper else path


def _unknown_members() -> Iterator[tuple[bytes, str]]:
    """The pointer stops at the owner: a member's name may be a person's."""
    for owner in ("", "/applicant", "/applicant/occupation", "/household", "/wanted_housing"):
        yield as_line(_with(f"{owner}/{SECRET}", 1)), owner
    yield as_line(_with("/nir", SECRET)), ""
    person = plain_request()["applicant"]
    yield as_line(_with("/co_applicant", {**person, "link": "PACS", SECRET: 1})), "/co_applicant"
    yield as_line(_with("/co_applicant", person)), "/co_applicant/link"
    named_wrong = {**person, "link": "PACS", "first_names": 3}
    yield as_line(_with("/co_applicant", named_wrong)), "/co_applicant/first_names"
    yield json.dumps(_with(f"/{SECRET}\ud800", 1)).encode(), ""


def _not_json() -> Iterator[tuple[bytes, str]]:
    good = as_line(plain_request())
    yield from ((line, "") for line in (b"{", b"[]", b"null", b'"x"', b"3", b"\\", b"{}}", b"\x00"))
    yield good[:-1], ""
    yield good + good, ""
    yield good.replace(b"Bellerive", b"Belle\x01rive"), ""
    yield good.replace(b"Bellerive", "Bélair".encode("latin-1")), ""
    yield good.decode().encode("utf-16"), ""
    yield b"\xef\xbb\xbf" + good, ""
    yield good.replace(b"Bellerive", b"\xed\xa0\x80"), ""
    yield good.replace(b'"dependants": []', b'"dependants": [NaN]'), ""
    yield good.replace(b'"dependants": []', b'"dependants": [-Infinity]'), ""
    yield good.replace(b'"dependants": []', b'"dependants": ' + b"9" * 5000), ""
    yield good + b" " * (256 * 1024), ""


def _twice_and_deep() -> Iterator[tuple[bytes, str]]:
    good = as_line(plain_request())
    yield good.replace(b'"kind": "FIRST"', b'"kind": "FIRST", "kind": "RENEWAL"'), "/kind"
    inner = b'"civility": "MME", "civility": "M"'
    yield good.replace(b'"civility": "MME"', inner), "/applicant/civility"
    yield good[:-1] + b', "%s": 1, "%s": 2}' % ((SECRET.encode(),) * 2), ""
    place = b'{"insee_code": "69266", "insee_code": "69266"}'
    again = good.replace(b'{"insee_code": "69266"}', place)
    yield again, "/wanted_housing/communes/0/insee_code"
    yield b"[" * 100_000, ""
    yield good[:-1] + b', "income": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", ""
    deep = b'{"income": ' * 20 + b"1" + b"}" * 20
    yield good[:-1] + b', "income": ' + deep + b"}", "/income" * 12


_KINDS: tuple[Callable[[], Iterator[tuple[bytes, str]]], ...] = (
    _broken_values,
    _unknown_members,
    _not_json,
    _twice_and_deep,
)


def lines_with_faults() -> Iterator[tuple[bytes, str | None]]:
    """Broken lines of every kind with the pointer of their fault; None marks a sound line."""
    yield as_line(plain_request()), None
    for kind in _KINDS:
        yield from kind()
