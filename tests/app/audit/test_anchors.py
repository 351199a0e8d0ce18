"""Daily anchors: a chain cut at its end, or written anew so that it fits, is found all the same."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.audit.anchors import drop_anchor
from app.audit.models import journal_line, journal_seal
from app.audit.sealer import GENESIS, chain_digest, digest_of, seal_waiting
from app.audit.verify import verify
from app.db.engines import Database
from tests.app.audit.test_journal_chain import a_read_company
from tests.clock import Clock


@pytest.fixture
def anchored(database: Database, tmp_path: Path) -> Path:
    """The folder of an installation that sealed some lines and dropped today's anchor."""
    a_read_company(database)
    assert seal_waiting(database)
    assert drop_anchor(database, tmp_path / "anchors")
    assert verify(database, tmp_path / "anchors").faults == ()
    return tmp_path / "anchors"


def cut_the_last_line(database: Database) -> None:
    last = "(SELECT line_id FROM journal_seal ORDER BY seq DESC LIMIT 1)"
    with database.owner.begin() as owner:
        owner.execute(text(f"DELETE FROM journal_line WHERE id = {last}"))
        owner.execute(
            text("DELETE FROM journal_seal WHERE seq = (SELECT max(seq) FROM journal_seal)")
        )


def write_the_chain_anew(database: Database) -> None:
    """Change who was at the door in one line, then chain everything again, as an owner could."""
    with database.owner.begin() as owner:
        first = select(journal_seal.c.line_id).where(journal_seal.c.seq == 1).scalar_subquery()
        owner.execute(journal_line.update().where(journal_line.c.id == first).values(act="X"))
        chain = GENESIS
        rows = owner.execute(
            select(journal_seal.c.seq, journal_line)
            .join(journal_line, journal_line.c.id == journal_seal.c.line_id)
            .order_by(journal_seal.c.seq)
        ).all()
        for row in rows:
            digest = digest_of(row)
            chain = chain_digest(chain, row.seq, digest)
            owner.execute(
                journal_seal.update()
                .where(journal_seal.c.seq == row.seq)
                .values(line_digest=digest, chain=chain)
            )


@pytest.mark.parametrize("forge", [cut_the_last_line, write_the_chain_anew])
def test_what_the_chain_alone_does_not_tell_an_anchor_does(
    database: Database, anchored: Path, forge: Callable[[Database], None]
) -> None:
    forge(database)
    assert verify(database).faults == (), "the chain fits by itself: only the anchor tells"
    (fault,) = verify(database, anchored).faults
    assert str(fault).startswith("anchor ")


@pytest.mark.parametrize("content", ["", "2020-01-01 1 00\n", "é", "2020-01-01 x y\n"])
def test_an_anchor_that_was_changed_is_a_fault_and_no_crash(
    database: Database, anchored: Path, content: str
) -> None:
    (path,) = anchored.iterdir()
    path.chmod(0o600)
    path.write_text(content, "utf-8")
    (fault,) = verify(database, anchored).faults
    assert str(fault) == f"anchor {path.stem}: the file was changed"


def test_one_anchor_a_day_never_written_twice(
    database: Database, anchored: Path, clock: Clock
) -> None:
    (path,) = anchored.iterdir()
    before = path.read_bytes()
    a_read_company(database)
    seal_waiting(database)
    assert not drop_anchor(database, anchored)
    assert path.read_bytes() == before
    clock.advance(timedelta(days=1))
    assert drop_anchor(database, anchored)
    assert len(list(anchored.iterdir())) == 2, "one file a day, no half-written one beside"
    assert verify(database, anchored).faults == ()


def test_the_file_holds_a_day_a_number_and_a_digest_only(
    database: Database, anchored: Path
) -> None:
    (path,) = anchored.iterdir()
    with database.owner.begin() as owner:
        head = owner.execute(
            select(journal_seal.c.seq, journal_seal.c.chain).order_by(journal_seal.c.seq.desc())
        ).first()
    assert head is not None
    assert path.read_text("ascii") == f"{path.stem} {head.seq} {head.chain.hex()}\n"
    assert path.stat().st_mode & 0o777 == 0o400


def test_nothing_sealed_leaves_no_file(database: Database, tmp_path: Path) -> None:
    assert not drop_anchor(database, tmp_path / "anchors")
    assert not (tmp_path / "anchors").exists()
