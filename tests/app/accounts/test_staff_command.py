"""`portail staff add`, as an operator runs it."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text

from app.accounts import cli
from app.accounts.cli import staff
from app.config import Settings
from app.db.engines import Database, open_database
from tests.client import Client

PASSWORD = "une phrase assez longue"
ADDRESS = "admin@al.example"


@pytest.fixture
def run(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> "type[Runner]":
    """The command on the tests' database: only its name differs from an installation's."""
    monkeypatch.setattr(
        cli, "open_database", lambda s: open_database(s, name="portail_test", durable=False)
    )
    Runner.environment = {"PORTAIL_DATA": str(settings.data), "HOME": str(settings.data)}
    return Runner


class Runner:
    environment: dict[str, str]

    def __new__(cls, *, email: str = ADDRESS, name: str = "Anne Roy",  # type: ignore[misc]
                role: str = "ADMINISTRATOR", password: str = PASSWORD) -> Result:  # fmt: skip
        arguments = ["add", "--email", email, "--name", name, "--role", role, "--password-stdin"]
        return CliRunner().invoke(staff, arguments, input=password + "\n", env=cls.environment)


def test_an_account_made_on_the_machine_may_sign_in(
    run: type[Runner], plain_app: Flask, database: Database
) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "Compte ouvert : AL-" in result.output
    assert ADDRESS not in result.output
    client = Client(plain_app)
    values = {"email": ADDRESS, "password": PASSWORD}
    answer = client.submit("/action-logement/connexion", values, follow=False)
    assert answer.location == "/action-logement"


def test_an_address_has_one_account(run: type[Runner], database: Database) -> None:
    run()
    again = run(role="AUDITOR")
    assert again.exit_code == 1
    assert "déjà un compte" in again.output
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT string_agg(role, ',') FROM staff_account")) == (
            "ADMINISTRATOR"
        )


@pytest.mark.parametrize(
    "wrong",
    [{"password": "court"}, {"password": ""}, {"password": "motdepasse2026"},
     {"email": "personne"}, {"name": "  "}, {"role": "BOSS"}],
)  # fmt: skip
def test_what_cannot_be_opens_nothing(
    run: type[Runner], database: Database, wrong: dict[str, str]
) -> None:
    result = run(**wrong)  # type: ignore[arg-type]
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM staff_account")) == 0
