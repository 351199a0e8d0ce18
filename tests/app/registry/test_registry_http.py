"""The live registration system, asked over HTTP: a real server, good days and bad ones."""

import json
import time
from collections.abc import Iterator

import pytest

from app.config import BadSettings, read_settings
from app.registry.connector import RegistryConnector, RegistryUnavailable, UnreadableRequest
from app.registry.contract import MAX_LINE_BYTES
from app.registry.http import ANSWER_SECONDS, WHOLE_SECONDS, HttpRegistry
from tests.app.registry.served import (
    KEY,
    Answer,
    Served,
    a_closed_port,
    a_registry,
    drips,
    known,
    says,
    unknown,
    waits,
)
from tests.factories.requests import hostile_requests, plain_request

NUMBER = plain_request()["unique_number"]


@pytest.fixture
def served() -> Iterator[Served]:
    with a_registry() as running:
        yield running


@pytest.fixture
def registry(served: Served) -> RegistryConnector:
    return HttpRegistry(served.address, KEY)


def test_a_known_request_is_read_and_an_unknown_one_is_none(
    served: Served, registry: RegistryConnector
) -> None:
    served.answer = known(plain_request())
    found = registry.fetch(" 069 0318 000001 gdpub ")
    assert found is not None
    assert (found.unique_number, found.applicant.birth_name) == (NUMBER, "Bellerive")
    assert registry.contact_address(NUMBER) == "personne@exemple.example"
    served.answer = unknown
    assert registry.fetch(NUMBER) is None
    assert registry.contact_address(NUMBER) is None


def test_the_number_travels_in_the_body_and_the_key_in_its_header(
    served: Served, registry: RegistryConnector
) -> None:
    registry.fetch(NUMBER)
    assert served.questions == [(f"Bearer {KEY}", "/housing-requests/read", NUMBER)]


def test_a_number_off_the_pattern_is_not_even_asked(
    served: Served, registry: RegistryConnector
) -> None:
    assert registry.fetch("12") is None
    assert served.questions == []


def test_hostile_names_come_through_as_from_a_file(
    served: Served, registry: RegistryConnector
) -> None:
    for request in hostile_requests(30, seed=3):
        served.answer = known(request)
        found = registry.fetch(request["unique_number"])
        assert found is not None
        assert found.unique_number == request["unique_number"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(500), "STATUS_5"),
        (says(503, b"<h1>Busy</h1>", Content_Type="text/html"), "STATUS_5"),
        (says(401), "KEY_REFUSED"),
        (says(403), "KEY_REFUSED"),
        (says(429), "TOO_MANY_QUESTIONS"),
        (says(400), "STATUS_4"),
        (says(302, Location="https://elsewhere.example/"), "STATUS_3"),
        (says(204, b""), "STATUS_2"),
        (says(404, b"<h1>Not found</h1>", Content_Type="text/html"), "NOT_JSON"),
        (says(404, b'{"error": "no route"}'), "NOT_THE_REGISTRY"),
        (says(404, b'{"known": fal'), "NOT_THE_REGISTRY"),
        (says(404, b"[" * 100_000), "NOT_THE_REGISTRY"),
        (says(200, b"<h1>Welcome</h1>", Content_Type="text/html"), "NOT_JSON"),
    ],
)
def test_an_answer_that_is_none_is_an_outage(
    served: Served, registry: RegistryConnector, answer: Answer, reason: str
) -> None:
    served.answer = answer
    with pytest.raises(RegistryUnavailable) as error:
        registry.fetch(NUMBER)
    assert error.value.reason == reason
    assert not isinstance(error.value, UnreadableRequest)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"{}", b'{"a":' * 5_000,
        json.dumps({**plain_request(), "unique_number": "0690318000002GDPUB"}).encode(),
        json.dumps({**plain_request(), "nir": "290069900100123"}).encode(),
        json.dumps({**plain_request(), "registry_email": "a@b.example\r\nBcc: c"}).encode(),
        b" " * (MAX_LINE_BYTES + 1),
    ],
)  # fmt: skip
def test_a_request_off_the_contract_is_refused_and_not_repeated(
    served: Served, registry: RegistryConnector, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    served.answer = says(200, body)
    with pytest.raises(UnreadableRequest) as error:
        registry.fetch(NUMBER)
    said = capfd.readouterr().out + str(error.value)
    assert "290069900100123" not in said
    assert "Bellerive" not in said
    assert NUMBER not in said


def test_a_compressed_answer_is_not_unfolded(served: Served, registry: RegistryConnector) -> None:
    served.answer = says(200, b"\x1f\x8b" + b"\0" * 100, Content_Encoding="gzip")
    with pytest.raises(UnreadableRequest, match="COMPRESSED"):
        registry.fetch(NUMBER)


def test_a_body_without_end_is_not_read_to_its_end(
    served: Served, registry: RegistryConnector
) -> None:
    sent = 0

    def endless(asked: object, _number: str) -> None:
        nonlocal sent
        handler = asked
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Content-Type", "application/json")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        for _ in range(20_000):
            sent += handler.wfile.write(b" " * 65_536)  # type: ignore[attr-defined]

    served.answer = endless
    with pytest.raises(UnreadableRequest, match="TOO_LONG"):
        registry.fetch(NUMBER)
    time.sleep(0.3)
    assert sent < 20_000 * 65_536 / 4


@pytest.mark.parametrize(
    "answer",
    [waits(6, unknown), drips(6, headers=True), drips(6, headers=False)],
    ids=["silent", "dripping headers", "dripping body"],
)
def test_a_slow_answer_ends_within_the_whole_time(
    served: Served, registry: RegistryConnector, answer: Answer
) -> None:
    served.answer = answer
    started = time.monotonic()
    with pytest.raises(RegistryUnavailable) as error:
        registry.fetch(NUMBER)
    assert error.value.reason == "TOO_SLOW"
    assert time.monotonic() - started < WHOLE_SECONDS + 0.3 <= ANSWER_SECONDS + 0.1


def test_nobody_listening_is_an_outage() -> None:
    with pytest.raises(RegistryUnavailable, match="NO_CONNECTION"):
        HttpRegistry(a_closed_port(), KEY).fetch(NUMBER)


def test_a_wrong_key_is_an_outage(served: Served) -> None:
    with pytest.raises(RegistryUnavailable, match="KEY_REFUSED"):
        HttpRegistry(served.address, "another-key-of-sixteen").fetch(NUMBER)


def test_no_proxy_of_the_environment_gets_the_question(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", a_closed_port())
    assert HttpRegistry(served.address, KEY).fetch(NUMBER) is None


PRODUCTION = {
    "PORTAIL_ENV": "production", "SECRET_KEY": "s" * 40, "PUBLIC_URL": "https://portail.example",
    "SMTP_URL": "smtp://mail.example", "DATABASE_URL": "postgresql://o@db/portail",
    **{f"DATABASE_URL_{d}": "postgresql://x@db/portail"
       for d in ("EMPLOYER", "APPLICANT", "STAFF", "SIGNIN", "WORKER", "REGISTRY", "LANDLORD")},
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"REGISTRY_URL": "registre.example", "REGISTRY_KEY": KEY}, "REGISTRY_URL"),
        ({"REGISTRY_URL": "http://registre.example", "REGISTRY_KEY": KEY}, "https"),
        ({"REGISTRY_URL": "https://registre.example"}, "REGISTRY_KEY"),
        ({"REGISTRY_URL": "https://registre.example", "REGISTRY_KEY": "courte"}, "REGISTRY_KEY"),
        ({"REGISTRY_URL": "https://registre.example", "REGISTRY_KEY": "x" * 20 + "\n"},
         "REGISTRY_KEY"),
    ],
)  # fmt: skip
def test_half_a_registry_is_refused_at_start(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        read_settings({**PRODUCTION, **wrong})


def test_production_may_read_the_live_registry() -> None:
    there = {"REGISTRY_URL": "https://registre.example/v1/", "REGISTRY_KEY": KEY}
    assert read_settings({**PRODUCTION, **there}).registry_url == "https://registre.example/v1"
    assert read_settings(PRODUCTION).registry_url is None
