"""`portail sirene load`: what is kept, what is not, what a second load and a kill change."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.sirene.cli import make_sirene_group
from app.sirene.faults import BadFile, Fault
from app.sirene.loading import load_file
from app.sirene.store import Outcome
from tests.factories.sirene import (
    SITE_HEADER,
    UNIT_HEADER,
    siren_number,
    siret_number,
    site_line,
    unit_file,
    unit_line,
)

ONE, TWO = siren_number(12_345_678), siren_number(23_456_789)


def write(folder: Path, lines: list[str], name: str = "StockUniteLegale_utf8.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def units(folder: Path, *lines: str) -> Path:
    return write(folder, [UNIT_HEADER, *lines])


def sites(folder: Path, *lines: str) -> Path:
    return write(folder, [SITE_HEADER, *lines], "StockEtablissement_utf8.csv")


def stored(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.owner.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def everything(database: Database) -> str:
    """Every row of the reference with its place on disk: a rewritten row shows."""
    return json.dumps(
        stored(database, "SELECT ctid::text, u.* FROM sirene_unit u ORDER BY siren")
        + stored(database, "SELECT ctid::text, s.* FROM sirene_site s ORDER BY siret")
    )


def run(database: Database, *words: str) -> Result:
    return CliRunner().invoke(make_sirene_group(lambda: database), ["load", *words])


def test_a_unit_and_its_establishments_are_kept_by_their_own_columns(
    database: Database, tmp_path: Path
) -> None:
    load_file(units(tmp_path, unit_line(ONE, 'Atelier "Le Gabarit", SAS')), database)
    report = load_file(
        sites(tmp_path, site_line(siret_number(ONE), enseigne1Etablissement="LE GABARIT")),
        database,
    )
    assert report.outcome == Outcome(new=1)
    assert stored(
        database,
        "SELECT name, search_name, headcount_band, headcount_year, active FROM sirene_unit",
    ) == [('Atelier "Le Gabarit", SAS', "atelier le gabarit sas", "32", 2024, True)]
    assert stored(
        database,
        "SELECT label, address, postcode, insee_code, head_office FROM sirene_site",
    ) == [("LE GABARIT", "12 RUE DES TILLEULS", "69100", "69266", True)]


@pytest.mark.parametrize("pack", ["plain", "gz", "zip"])
def test_the_three_packings_are_told_by_what_they_hold(
    database: Database, tmp_path: Path, pack: str
) -> None:
    plain = units(tmp_path, unit_line(ONE))
    path = tmp_path / "a-name-that-says-nothing"
    if pack == "plain":
        plain.rename(path)
    elif pack == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(plain, "StockUniteLegale_utf8.csv")
    seen: list[int] = []
    assert load_file(path, database, seen.append).outcome == Outcome(new=1)
    assert seen[-1] == path.stat().st_size


def test_a_second_load_changes_nothing(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path, [*unit_file(500), unit_line(siren_number(3), "ANOTHER NAME")])
    site = sites(tmp_path, *(site_line(siret_number(siren_number(n))) for n in range(1, 100)))
    first = (load_file(file, database), load_file(site, database))
    assert (first[0].outcome.new, first[1].outcome.new) == (500, 99)
    before = everything(database)
    second = (load_file(file, database), load_file(site, database))
    assert everything(database) == before
    assert [r.outcome for r in second] == [Outcome(unchanged=501), Outcome(unchanged=99)]


def test_an_older_stock_changes_nothing_and_a_newer_one_does(
    database: Database, tmp_path: Path
) -> None:
    load_file(units(tmp_path, unit_line(ONE, "NOW")), database)
    for name, change in (
        ("OLDER", {"dateDernierTraitementUniteLegale": "2020-01-01T00:00:00"}),
        ("NEWER", {"dateDernierTraitementUniteLegale": "2026-11-01T00:00:00"}),
        ("LATER HEADCOUNT", {"dateDernierTraitementUniteLegale": "2026-11-01T00:00:00",
                             "anneeEffectifsUniteLegale": "2025"}),
    ):  # fmt: skip
        load_file(units(tmp_path, unit_line(ONE, name, **change)), database)
        expected = "NOW" if name == "OLDER" else name
        assert stored(database, "SELECT name FROM sirene_unit") == [(expected,)]


def test_closed_units_private_persons_and_orphans_are_out_of_scope(
    database: Database, tmp_path: Path
) -> None:
    alone = {
        "categorieJuridiqueUniteLegale": "1000", "denominationUniteLegale": "",
        "nomUniteLegale": "MARCHAND", "prenomUsuelUniteLegale": "ALIX",
    }  # fmt: skip
    small = {"trancheEffectifsUniteLegale": "03"}
    report = load_file(
        units(
            tmp_path,
            unit_line(siren_number(1), etatAdministratifUniteLegale="C"),
            unit_line(siren_number(2), **alone, **small),
            unit_line(siren_number(3), **alone),
            unit_line(siren_number(4), "[ND]"),
        ),
        database,
    )
    assert report.outcome == Outcome(new=2, out_of_scope=2)
    assert {row[0] for row in stored(database, "SELECT name FROM sirene_unit")} == {
        "ALIX MARCHAND", "",
    }  # fmt: skip
    orphan = load_file(sites(tmp_path, site_line(siret_number(siren_number(1)))), database)
    assert orphan.outcome == Outcome(out_of_scope=1)


def test_a_known_unit_that_closes_is_known_as_closed(database: Database, tmp_path: Path) -> None:
    load_file(units(tmp_path, unit_line(ONE)), database)
    load_file(
        units(
            tmp_path,
            unit_line(
                ONE,
                etatAdministratifUniteLegale="C",
                dateDernierTraitementUniteLegale="2026-11-02T00:00:00",
            ),
        ),
        database,
    )
    assert stored(database, "SELECT active FROM sirene_unit") == [(False,)]


BROKEN = (
    (unit_line(ONE[:8] + str((int(ONE[8]) + 1) % 10), "Sentinelle"), Fault.SIREN),
    (unit_line(ONE, "Sentinelle", etatAdministratifUniteLegale="Z"), Fault.STATE),
    (unit_line(ONE, "Sentinelle", dateDernierTraitementUniteLegale="hier"), Fault.TREATED),
    (unit_line(ONE, "Sentinelle", anneeEffectifsUniteLegale="x"), Fault.NUMBER),
    (unit_line(ONE, "Sentinelle") + ",", Fault.COLUMNS),
    (unit_line(ONE, "Sentinelle").replace("Sentinelle", '"Sentinelle'), Fault.COLUMNS),
    (unit_line(ONE, "Sentinelle\x00"), Fault.CONTROL_CHARACTER),
    (unit_line(ONE, "Sentinelle" * 10_000), Fault.LINE_TOO_LONG),
    ("Sentinelle", Fault.COLUMNS),
)


def test_broken_lines_are_told_by_number_and_reason_and_the_rest_is_kept(
    database: Database, tmp_path: Path
) -> None:
    file = units(tmp_path, *(line for line, _ in BROKEN), unit_line(TWO))
    with file.open("ab") as end:
        end.write(unit_line(ONE, "Sentinellé").encode("latin-1") + b"\n")
    report = load_file(file, database)
    assert [(r.line, r.reason) for r in report.refused] == [
        *((number, fault) for number, (_, fault) in enumerate(BROKEN, start=2)),
        (len(BROKEN) + 3, Fault.NOT_UTF8),
    ]
    assert report.outcome == Outcome(new=1)
    refused = tmp_path / "refused"
    result = run(database, str(file), "--refused", str(refused))
    assert result.exit_code == 1
    written = (refused / f"{file.name}.refused.csv").read_text(encoding="utf-8")
    assert written.count("\n") == len(BROKEN) + 2
    assert "Sentinell" not in result.output + written


def test_la_poste_is_a_company_like_another(database: Database, tmp_path: Path) -> None:
    post = "356000000"
    load_file(units(tmp_path, unit_line(post, "LA POSTE")), database)
    assert load_file(
        sites(tmp_path, site_line("35600000000048"), site_line("35600000000005"),
              site_line("35600000000006")), database,
    ).outcome.new == 2  # fmt: skip


def test_a_damaged_archive_keeps_what_could_be_read_and_says_so(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "cut.csv.gz"
    whole = gzip.compress("\n".join(unit_file(30_000)).encode())
    path.write_bytes(whole[: len(whole) // 2])
    report = load_file(path, database)
    assert report.outcome.new > 1_000
    assert report.refused[-1].reason is Fault.DAMAGED_FILE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("other.csv", b"a,b,c\n1,2,3\n"),
        ("latin.csv", "siren,d\xe9nomination\n".encode("latin-1")),
        ("cut.zip", b"PK\x03\x04 and nothing more"),
    ],
)
def test_a_file_that_is_none_of_the_two_is_refused_in_words(
    database: Database, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadFile):
        load_file(path, database)
    result = run(database, str(path))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_units_pass_before_establishments_whatever_the_order(
    database: Database, tmp_path: Path
) -> None:
    site, unit = sites(tmp_path, site_line(siret_number(ONE))), units(tmp_path, unit_line(ONE))
    result = run(database, str(site), str(unit))
    assert result.exit_code == 0
    assert stored(database, "SELECT count(*) FROM sirene_site") == [(1,)]


def test_killed_in_the_middle_it_goes_on_where_it_was_and_doubles_nothing(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    """The command itself is killed; the same command again ends as one quiet load would."""
    file = write(tmp_path, list(unit_file(60_000, broken_every=1_000)))
    command = [sys.executable, "-c", _CHILD, str(file), *_logins(database)]
    child = subprocess.Popen(command, env=os.environ | {"PORTAIL_DATA": str(settings.data)})
    _until(lambda: stored(database, "SELECT 1 FROM sirene_load WHERE lines_done > 10000"))
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    _until(lambda: not stored(database, _OTHERS))
    kept = int(str(stored(database, "SELECT count(*) FROM sirene_unit")[0][0]))
    assert 0 < kept < 59_000
    report = load_file(file, database)
    assert report.resumed_at > 10_000
    assert report.outcome.new == 59_940 - kept
    assert report.outcome.unchanged == 0
    assert report.refused_count == 60
    assert stored(database, "SELECT count(*), count(DISTINCT siren) FROM sirene_unit") == [
        (59_940, 59_940)
    ]


_OTHERS = (
    "SELECT 1 FROM pg_locks WHERE pid <> pg_backend_pid() AND relation = 'sirene_unit'::regclass"
)
_CHILD = """
import sys
from pathlib import Path
from sqlalchemy.engine import make_url
from app.db.engines import Database
from app.sirene.loading import load_file
url = make_url(sys.argv[2])
load_file(Path(sys.argv[1]), Database(url, {"worker": url}, "x" * 32))
"""


def _logins(database: Database) -> list[str]:
    return [database.engine("worker").url.render_as_string(hide_password=False)]


def _until(found: object) -> None:
    deadline = time.monotonic() + 60
    while not found():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_load_leaves_nothing_in_the_connection_it_borrowed(
    database: Database, tmp_path: Path
) -> None:
    load_file(units(tmp_path, unit_line(ONE, "Atelier Bellac")), database)
    left = stored(database, "SELECT relname FROM pg_class WHERE relpersistence = 't'")
    assert left == []
