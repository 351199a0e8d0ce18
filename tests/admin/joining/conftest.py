"""Staff, whoever asks, and the mails that pass between them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.config import Settings
from app.db.engines import Database
from app.sirene.loading import load_file
from tests.admin.companies.conftest import enter, manager
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client, Page
from tests.factories.sirene import (
    SITE_HEADER,
    UNIT_HEADER,
    siren_number,
    siret_number,
    site_line,
    unit_line,
)

__all__ = ["enter", "manager"]
ONE, SMALL = siren_number(82_000_001), siren_number(82_000_002)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ADDRESS = "paule.perrin@fonderie.example"
Ask = Callable[..., Page]


def proof(content: bytes = PDF, name: str = "mandat.pdf") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def upload(client: Client, values: dict[str, object]) -> Page:
    """Send the form whole, its files in memory."""
    page = client.get("/employeur/inscription")
    token = page.dom.select_one("main input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": str(token["value"]), **values}
    boundary, body = encode_multipart({k: v for k, v in sent.items() if v is not None})
    kind = f'multipart/form-data; boundary="{boundary}"'
    path = "/employeur/inscription"
    return client.post_raw(path, body, content_type=kind, follow_redirects=True)  # type: ignore[arg-type]


@pytest.fixture
def letters(database: Database, settings: Settings, tmp_path: Path) -> Letterbox:
    return Letterbox(database, settings, tmp_path)


@pytest.fixture
def reference(database: Database, tmp_path: Path) -> Database:
    """SIRENE with a company that may join and one that is too small."""
    units, sites = tmp_path / "units.csv", tmp_path / "sites.csv"
    head = {"nicSiegeUniteLegale": siret_number(ONE)[9:]}
    lines = (
        unit_line(ONE, "FONDERIE DU RHÔNE", **head),
        unit_line(SMALL, "FONDERIE DU COIN", trancheEffectifsUniteLegale="03", **head),
    )
    units.write_text("\n".join((UNIT_HEADER, *lines)), encoding="utf-8")
    where = (site_line(siret_number(ONE)), site_line(siret_number(SMALL)))
    sites.write_text("\n".join((SITE_HEADER, *where)), encoding="utf-8")
    for path in (units, sites):
        load_file(path, database)
    return database


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Fill in the public form, as a visitor."""

    def send(siret: str = siret_number(ONE), **changes: object) -> Page:
        values: dict[str, object] = {
            "siret": siret, "asker_name": "Paule Perrin", "asker_function": "DRH",
            "email": ADDRESS, "phone": "01 23 45 67 89", "proof": proof(), "terms": "y",
        }  # fmt: skip
        return upload(Client(app), values | changes)

    return send


@pytest.fixture
def confirmed(app: Flask, ask: Ask, letters: Letterbox) -> Callable[..., None]:
    """Ask, and follow the link of the mail."""

    def both(siret: str = siret_number(ONE), **changes: object) -> None:
        ask(siret, **changes)
        client = Client(app)
        done = client.submit(link_of(letters.the_mail()))
        assert done.h1 == "Votre demande est traitée"

    return both
