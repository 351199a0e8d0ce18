"""Secrets of second factors at rest: sealed, bound to an account, sealed again with a new key."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.accounts.vault import Unreadable, Vault
from app.db.engines import Database
from app.db.upgrade import upgrade
from tests.factories.accounts import a_staff, protect

OLD, NEW = "o" * 40, "n" * 40


def test_a_secret_comes_back_for_its_own_account_only() -> None:
    vault, mine = Vault(OLD), uuid4()
    sealed = vault.seal(mine, "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert vault.open(mine, sealed) == "JBSWY3DPEHPK3PXP"
    assert vault.seal(mine, "JBSWY3DPEHPK3PXP") != sealed, "equal secrets look different"
    with pytest.raises(Unreadable):
        vault.open(uuid4(), sealed)


def test_one_changed_character_opens_nothing() -> None:
    vault, mine = Vault(OLD), uuid4()
    sealed = vault.seal(mine, "JBSWY3DPEHPK3PXP")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(Unreadable):
        vault.open(mine, changed)


@pytest.mark.parametrize("stored", ["", "JBSWY3DPEHPK3PXP", "v1.00.x", "v2.aa.bb", "v1.."])
def test_what_was_not_sealed_here_opens_nothing(stored: str) -> None:
    with pytest.raises(Unreadable):
        Vault(OLD).open(uuid4(), stored)


def test_a_change_of_key_keeps_every_secret(database: Database) -> None:
    person = a_staff(database)
    secret = protect(database, "staff", person.account_id)
    before = Vault(database.secret_key)
    turned = replace(database, secret_key=NEW, former_secret_key=database.secret_key)
    both, after = Vault(NEW, database.secret_key), Vault(NEW)
    assert both.open(person.account_id, _stored(database)) == secret, "before the upgrade too"
    try:
        upgrade(turned)
        assert after.open(person.account_id, _stored(database)) == secret
        with pytest.raises(Unreadable):
            before.open(person.account_id, _stored(database))
    finally:
        turned.owner.dispose()
        upgrade(database)


def test_an_upgrade_seals_what_stood_in_clear(database: Database) -> None:
    person = a_staff(database)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE staff_account SET totp_secret = 'JBSWY3DPEHPK3PXP'"))
    upgrade(database)
    assert Vault(database.secret_key).open(person.account_id, _stored(database)) == (
        "JBSWY3DPEHPK3PXP"
    )


def _stored(database: Database) -> str:
    with database.owner.connect() as owner:
        found: str = owner.scalar(text("SELECT totp_secret FROM staff_account"))
    return found
