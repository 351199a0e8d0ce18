"""`registry load` as it is typed."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from app.db.engines import Database
from app.registry.cli import make_registry_group
from tests.factories.broken_lines import SECRET, lines_with_faults
from tests.factories.requests import as_line, plain_request


def run(database: Database, *words: str) -> Result:
    group = make_registry_group(lambda: database.engine("registry"))
    return CliRunner().invoke(group, ["load", *words])


def test_a_sound_file_ends_with_zero_and_a_summary(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_bytes(as_line(plain_request()))
    first, second = run(database, str(file)), run(database, str(file))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "1 nouvelles demandes" in first.output
    assert "1 inchangées" in second.output


def test_refused_lines_end_with_one_and_are_written_down(
    database: Database, tmp_path: Path
) -> None:
    file, refused = tmp_path / "requests.jsonl", tmp_path / "refused.csv"
    lines = [line for line, _ in lines_with_faults() if b"\n" not in line]
    file.write_bytes(b"\n".join(lines))
    result = run(database, str(file), "--refused", str(refused))
    assert result.exit_code == 1
    assert "1 nouvelles demandes" in result.output
    assert "/applicant/civility" in refused.read_text(encoding="utf-8")
    assert SECRET not in result.output


def test_a_file_that_cannot_be_read_ends_with_two(database: Database, tmp_path: Path) -> None:
    assert run(database, str(tmp_path / "absent.jsonl")).exit_code == 2
    assert run(database, str(tmp_path)).exit_code == 2
