"""A landlord's system, with a key made by an administrator through the door."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.db.engines import Database
from tests.client import Client
from tests.factories.accounts import PASSWORD, a_staff
from tests.factories.offers import LANDLORD

KEYS = "/action-logement/bailleurs/cles"


@dataclass(frozen=True)
class System:
    """A program that sends; `key` is what it shows."""

    app: Flask
    key: str

    def send(self, way: str, items: list[Any], **options: Any) -> TestResponse:
        return self.post(way, json={way: items}, **options)

    def post(self, way: str, *, key: str | None = None, **options: Any) -> TestResponse:
        shown = {"Authorization": f"Bearer {key or self.key}"}
        return self.app.test_client().post(f"/api/landlord/v1/{way}", headers=shown, **options)


def make_key(app: Flask, database: Database, siren: str) -> str:
    """By the administrator's own screen; the key is read where it is shown, once."""
    browser = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    page = browser.submit(KEYS, {"siren": siren, "label": "Production"}, form="bailleurs/cles")
    if page.dom.find("input", attrs={"name": "confirm_password"}):
        page = browser.submit(page, {"confirm_password": PASSWORD})
    shown = page.dom.find("samp")
    assert shown is not None, page.text
    return shown.get_text()


@pytest.fixture
def system(app: Flask, database: Database) -> System:
    return System(app, make_key(app, database, LANDLORD))
