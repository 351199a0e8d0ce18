"""An export of ten thousand people, as the worker makes it: time, memory, rows read back.

    .venv/bin/python -m bench.export_file 10000

On a database of its own that is dropped at the end; each file is made by a process of its own, its
imports included in the memory. A tenth of the people beside it shows that memory does not grow.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import openpyxl
from sqlalchemy import text

from app.config import read_settings
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.db.upgrade import upgrade
from app.exports.asking import ask_export
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery
from app.reports.jobs import make_report
from app.reports.state import report_path
from bench.load.country import fill
from bench.scale import SMALL
from bench.subjects import member_of

FORMS = ("csv", "xlsx")
UNITS = {"wall": "s", "cpu": "s", "peak": "MB", "rows": "rows"}


def main(people: int) -> int:
    """Run, print one figure a line, and give the exit code."""
    wrong = []
    for size in (people // 10, people):
        with tempfile.TemporaryDirectory(prefix="portail-bench-") as folder:
            settings = read_settings({"PORTAIL_DATA": folder, "HOME": folder})
            database = open_database(settings)
            upgrade(database)
            # Three in five show something; a company alone in its country has them all.
            fill(database, replace(SMALL, companies=1, requests=size * 5 // 3 + 50, candidatures=1))
            try:
                visible = _keep(database, size)
                for form in FORMS:
                    told = _child(folder, form)
                    if told["rows"] != visible:
                        wrong.append(f"{form}: {told['rows']} rows of {visible}")
                    for name, unit in UNITS.items():
                        print(f"export.{size}.{form}.{name} {told[name]:.5g} {unit}", flush=True)
            finally:
                database.dispose()
    for line in wrong:
        print(f"WRONG {line}")
    return 1 if wrong else 0


def _keep(database: Database, size: int) -> int:
    """How many show something, `size` at most: the others are closed in the copy."""
    company = {"c": member_of(0).company_id, "n": size}
    with database.owner.begin() as owner:
        owner.execute(
            text(
                "UPDATE summary SET level = 1 WHERE public_id IN (SELECT public_id FROM summary "
                "WHERE company_id = :c AND level > 1 ORDER BY public_id OFFSET :n)"
            ),
            company,
        )
        visible = "SELECT count(*) FROM summary WHERE company_id = :c AND level > 1 AND " \
            "(visible_until IS NULL OR visible_until > now())"  # fmt: skip
        return int(owner.scalar(text(visible), company) or 0)


def _child(folder: str, form: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.export_file", "--make", folder, form]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _make(folder: str, form: str) -> None:
    """In the child: what the worker does for one export."""
    settings = read_settings({"PORTAIL_DATA": folder, "HOME": folder})
    database = open_database(settings)
    actor = member_of(0)
    with transaction(database, "employer", actor) as tx:
        made = ask_export(tx, actor, ApplicantQuery(), form, Purpose.SUPPORT, "fr")
    began, cpu = time.perf_counter(), time.process_time()
    make_report(settings, database, str(made), str(actor.membership_id))
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    # ru_maxrss would be the parent's, which has filled the country.
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    rows = _rows(settings.data, made, form)
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "rows": rows}))
    database.dispose()


def _rows(data: Path, made: UUID, form: str) -> int:
    file = report_path(data, made, f".{form}").read_bytes()
    if form == "csv":
        return file.decode("utf-8-sig").count("\r\n") - 1
    return int(openpyxl.load_workbook(BytesIO(file), read_only=True).active.max_row) - 1


if __name__ == "__main__":
    if sys.argv[1] == "--make":
        _make(*sys.argv[2:4])
    else:
        sys.exit(main(int(sys.argv[1])))
