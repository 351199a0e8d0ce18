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
            time.sleep(0.5)
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


def test_it_waits_for_somebody_slow_and_lets_the_others_pass(database: Database) -> None:
    """Who holds a table for a second makes nobody else wait for as long."""
    slow, over = threading.Event(), threading.Event()
    longest = 0.0

    def holds() -> None:
        with transaction(database, "signin") as tx:
            tx.execute(text("SELECT count(*) FROM web_session"))
            slow.set()
            time.sleep(1.2)
        over.set()

    threads = [threading.Thread(target=holds), threading.Thread(target=upgrade, args=(database,))]
    threads[0].start()
    assert slow.wait(10)
    threads[1].start()
    while not over.is_set():
        began = time.monotonic()
        with transaction(database, "signin") as tx:
            tx.execute(text("SELECT count(*) FROM employer_account"))
        if not over.is_set():
            longest = max(longest, time.monotonic() - began)
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert longest < 0.8
