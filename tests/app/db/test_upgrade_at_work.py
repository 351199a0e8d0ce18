"""`portail db upgrade` while people are at work: nobody fails, and it comes to its end."""

import threading
import time

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction
from app.db.upgrade import upgrade


def test_whoever_holds_a_table_and_asks_for_another_is_let_pass(database: Database) -> None:
    """A knot for any upgrade that takes tables one by one: it has the first, they have the last."""
    ended: list[str] = []

    def at_work() -> None:
        with transaction(database, "signin") as tx:
            tx.execute(text("SELECT count(*) FROM web_session"))
            holding.set()
            time.sleep(2)
            tx.execute(text("SELECT count(*) FROM employer_account"))
            ended.append("work")

    holding = threading.Event()
    person = threading.Thread(target=at_work)
    person.start()
    assert holding.wait(10)
    upgrade(database)
    ended.append("upgrade")
    person.join()
    assert ended == ["work", "upgrade"]


def test_whoever_needs_a_second_transaction_is_let_pass(database: Database) -> None:
    """As a page that counts an attempt in a transaction of its own."""
    took: list[float] = []

    def at_work() -> None:
        with transaction(database, "signin") as tx:
            tx.execute(text("SELECT 1"))
            inside.set()
            time.sleep(0.7)
            began = time.monotonic()
            with transaction(database, "signin") as second:
                second.execute(text("SELECT 1"))
            took.append(time.monotonic() - began)
            time.sleep(0.5)

    inside = threading.Event()
    person = threading.Thread(target=at_work)
    person.start()
    assert inside.wait(10)
    upgrade(database)
    person.join()
    assert took[0] < 1.5
