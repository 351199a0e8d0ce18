"""The drill: people, choices and a journal are backed up, and brought back elsewhere."""

import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.accounts.sessions import member_actor
from app.audit.sealer import seal_waiting
from app.config import Settings
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.operations.backup import back_up, restore
from app.operations.programs import BackupFailed
from app.operations.vitals import Vital, last_done
from app.privacy.readers.employer import ApplicantQuery, list_applicants
from tests.factories.accounts import an_owner
from tests.factories.applicants import an_imported_applicant

TABLES = (
    "housing_request", "summary", "file", "sensitive_block", "consent", "visibility", "company",
    "membership", "journal_line", "journal_seal", "journal_subject", "mail_outbox",
)  # fmt: skip


@pytest.fixture
def elsewhere(settings: Settings, migrated: Database) -> Iterator[Database]:
    """A new, empty database: no table, no right."""
    database = open_database(settings, name="portail_restored", durable=False)
    yield database
    database.dispose()
    with migrated.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
        owner.execute(text("DROP DATABASE portail_restored"))


def contents(database: Database) -> dict[str, list[str]]:
    with database.owner.connect() as owner:
        return {
            table: sorted(owner.execute(text(f"SELECT t::text FROM {table} t")).scalars())
            for table in TABLES
        }


@pytest.fixture
def lived_in(database: Database) -> Database:
    """Three people, three choices, a member who has read, a sealed journal."""
    company = an_imported_applicant(database, choice=3).company
    an_imported_applicant(database, company, choice=2)
    an_imported_applicant(database, company, choice=1)
    owner = an_owner(database, company.id)
    actor = owner_actor(database, owner.membership_id)
    with transaction(database, "employer", actor) as tx:
        assert len(list_applicants(tx, actor, ApplicantQuery()).rows) == 2
    seal_waiting(database)
    return database


def owner_actor(database: Database, membership_id: UUID | None) -> Actor:
    assert membership_id is not None
    with transaction(database, "signin") as tx:
        actor = member_actor(tx, membership_id)
    assert actor is not None
    return actor


def test_what_is_brought_back_is_what_was_there_behind_the_same_wall(
    settings: Settings, lived_in: Database, elsewhere: Database, tmp_path: Path
) -> None:
    own = replace(settings, data=tmp_path / "data")
    (own.data / "reports").mkdir(parents=True)
    (own.data / "reports" / "a.pdf").write_bytes(b"%PDF-1.7 made")
    (own.data / "reports" / "b.pdf.part").write_bytes(b"half")
    file = tmp_path / "portail.backup"
    assert back_up(own, lived_in, file) > 10_000
    assert file.stat().st_mode & 0o777 == 0o600
    with transaction(lived_in, "worker") as tx:
        done = {one.what: one for one in last_done(tx)}
    assert done[Vital.BACKUP].fine
    before = contents(lived_in)

    there = replace(settings, data=tmp_path / "there")
    there.data.mkdir()
    proof = restore(there, elsewhere, file)
    assert proof["sealed"] >= 1
    assert proof["faults"] == proof["disagreements"] == 0
    assert contents(elsewhere) == before
    assert (there.data / "reports" / "a.pdf").read_bytes() == b"%PDF-1.7 made"
    assert not (there.data / "reports" / "b.pdf.part").exists()
    elsewhere.refuse_unsafe_logins()
    member = next(iter(before["membership"]))
    actor = owner_actor(elsewhere, UUID(member.strip("()").split(",")[0]))
    with transaction(elsewhere, "employer", actor) as tx:
        assert tx.scalar(text("SELECT count(*) FROM summary")) == 2, "row security stands"
    with transaction(elsewhere, "employer") as tx:
        assert tx.scalar(text("SELECT count(*) FROM summary")) == 0


def test_a_database_that_holds_something_is_left_alone(
    settings: Settings, lived_in: Database, tmp_path: Path
) -> None:
    file = tmp_path / "portail.backup"
    back_up(settings, lived_in, file)
    with pytest.raises(BackupFailed, match="not empty"):
        restore(settings, lived_in, file)


@pytest.mark.parametrize("fault", ["cut", "changed", "other"])
def test_a_cut_changed_or_other_file_restores_nothing(
    settings: Settings, lived_in: Database, elsewhere: Database, tmp_path: Path, fault: str
) -> None:
    file = tmp_path / "portail.backup"
    back_up(settings, lived_in, file)
    content = bytearray(file.read_bytes())
    if fault == "cut":
        content = content[: len(content) // 2]
    elif fault == "changed":
        with tarfile.open(file) as tar:
            content[tar.getmember("database.dump").offset_data + 5_000] ^= 1
    else:
        content = bytearray(b"not a backup at all")
    file.write_bytes(bytes(content))
    with pytest.raises(BackupFailed):
        restore(settings, elsewhere, file)
    with elsewhere.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname='public'")) == 0


def test_a_folder_that_cannot_be_written_leaves_no_half_file(
    settings: Settings, lived_in: Database, tmp_path: Path
) -> None:
    with pytest.raises(BackupFailed):
        back_up(settings, lived_in, tmp_path / "nowhere" / "portail.backup")
    assert list(tmp_path.iterdir()) == []
