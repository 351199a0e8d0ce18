"""The live registration system, over HTTPS.

One question, `POST <address>/housing-requests/read`, with the number in the body: in an address
a Numéro Unique would stay in the logs of whoever stands between. What comes back is checked as
strictly as a line of a file, and nothing of it is repeated in an error.
"""

from __future__ import annotations

import json
import ssl
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import httpx
import structlog

from app.reference.unique_number import normalise_unique_number
from app.registry.connector import RegistryUnavailable, UnreadableRequest
from app.registry.contract import MAX_LINE_BYTES, BrokenLine, read_request
from app.registry.deadline import Deadline
from app.registry.record import RegisteredRequest

log = structlog.get_logger("portail.registry")
PATH = "/housing-requests/read"
UNKNOWN = {"known": False}
# Each phase has its own end, and the whole has one too: see `deadline`.
PHASES = httpx.Timeout(connect=1.0, write=1.0, read=2.0, pool=0.5)
WHOLE_SECONDS = 3.0
# The longest reading, and what is left to do with it once it is there.
ANSWER_SECONDS = 3.3
MOST_AT_ONCE = 16
# Of the right form and nobody's: no registration was made in December 1950 by desk "00000".
NOBODY = "000125000000000000"
_PARIS = ZoneInfo("Europe/Paris")


class HttpRegistry:
    """A `RegistryConnector` over HTTP; `address` has no trailing slash, `key` is its bearer key."""

    answer_seconds = ANSWER_SECONDS

    def __init__(self, address: str, key: str) -> None:
        self._url = address + PATH
        self._client = httpx.Client(
            headers={
                "Authorization": f"Bearer {key}",
                "Accept": "application/json",
                # Compressed answers could unfold to any size.
                "Accept-Encoding": "identity",
            },
            timeout=PHASES,
            # A connection left open is one the other side may have closed: imports are rare.
            limits=httpx.Limits(max_connections=MOST_AT_ONCE, max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context() if address.startswith("https:") else False,
        )

    def fetch(self, unique_number: str) -> RegisteredRequest | None:
        """The newest version of a request; a number off the pattern is simply unknown."""
        number = normalise_unique_number(unique_number)
        if number is None:
            return None
        body = self._ask(number)
        if body is None:
            return None
        try:
            record = read_request(body, _today())
        except BrokenLine as broken:
            log.error("registry answer refused", place=broken.path, fault=broken.reason.name)
            raise UnreadableRequest("CONTRACT") from None
        if record.unique_number != number:
            raise _unreadable("ANOTHER_REQUEST")
        return record

    def contact_address(self, unique_number: str) -> str | None:
        """The registry's own address for the person, or None when the number is unknown."""
        record = self.fetch(unique_number)
        return record.registry_email if record is not None else None

    def check(self) -> None:
        """Raise RegistryUnavailable unless address, key and answers are in order."""
        self.fetch(NOBODY)

    def _ask(self, number: str) -> bytes | None:
        """The body of a known request, None for an unknown one. Raises RegistryUnavailable."""
        question = json.dumps({"unique_number": number}).encode()
        with Deadline(WHOLE_SECONDS) as deadline:
            try:
                with self._client.stream(
                    "POST",
                    self._url,
                    content=question,
                    headers={"Content-Type": "application/json"},
                    extensions={"trace": deadline.watch},
                ) as answer:
                    return _body(answer)
            except httpx.TimeoutException:
                raise _unavailable("TOO_SLOW") from None
            except httpx.HTTPError:
                raise _unavailable("TOO_SLOW" if deadline.passed else "NO_CONNECTION") from None


def _body(answer: httpx.Response) -> bytes | None:
    if answer.status_code not in (200, 404):
        raise _unavailable(_REASONS.get(answer.status_code, f"STATUS_{answer.status_code // 100}"))
    content = _whole(answer)
    if answer.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        # Somebody else's page, a proxy's for example: not a word about this number.
        raise _unavailable("NOT_JSON")
    if answer.status_code == 200:
        return content
    if _parsed(content) != UNKNOWN:
        raise _unavailable("NOT_THE_REGISTRY")
    return None


_REASONS = {401: "KEY_REFUSED", 403: "KEY_REFUSED", 429: "TOO_MANY_QUESTIONS"}


def _whole(answer: httpx.Response) -> bytes:
    """The body as it came; one longer than any honest request is not read to its end."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise _unreadable("COMPRESSED")
    content = bytearray()
    for piece in answer.iter_raw(16_384):
        content += piece
        if len(content) > MAX_LINE_BYTES:
            raise _unreadable("TOO_LONG")
    return bytes(content)


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _unavailable(reason: str) -> RegistryUnavailable:
    log.error("registry unavailable", reason=reason)
    return RegistryUnavailable(reason)


def _unreadable(reason: str) -> UnreadableRequest:
    log.error("registry answer refused", reason=reason)
    return UnreadableRequest(reason)


def _today() -> date:
    return datetime.now(_PARIS).date()


@cache
def http_registry(address: str, key: str) -> HttpRegistry:
    """One client for each process: it keeps its connections' limit."""
    return HttpRegistry(address, key)
