"""Reports beside raw WeasyPrint and Typst: one person's file, and the long list.

Every run of a list is a process of its own, engines in turn; medians. Raw WeasyPrint is measured
five times at 1,000 rows and once at 10,000: it takes minutes there.
"""

import json
import statistics
import subprocess
import sys
import venv
from pathlib import Path

from bench.figures import Figures
from bench.ground import FOLDER
from bench.pdf_file import compare

TYPST = "typst==0.15.2"
RUNS, SMALL, LARGE = 5, 1_000, 10_000
Measured = dict[str, float]


def measure_reports(figures: Figures) -> None:
    """Everything, and the ratios the project aims at."""
    for name, ratio in compare(RUNS).items():
        figures.say(f"report.file.{name}.ours_over_weasyprint", ratio, "x")
    for rows, runs in ((SMALL, RUNS), (LARGE, 1)):
        told = {engine: _median(engine, rows, runs) for engine in ("weasyprint", "typst", "ours")}
        for engine, measured in told.items():
            _say(figures, f"report.list.{rows}.{engine}", measured)
        for engine in ("weasyprint", "typst"):
            _ratios(figures, f"ratio.report.list.{rows}.ours_over.{engine}", told["ours"],
                    told[engine])  # fmt: skip


def _say(figures: Figures, name: str, measured: Measured) -> None:
    units = {"cpu": "s", "wall": "s", "peak": "MiB", "bytes": "bytes", "pages": "pages",
             "tables": "tables", "read": "rows"}  # fmt: skip
    for key, unit in units.items():
        figures.say(f"{name}.{key}", measured[key], unit)


def _ratios(figures: Figures, name: str, ours: Measured, theirs: Measured) -> None:
    for key in ("cpu", "peak", "bytes"):
        figures.say(f"{name}.{key}", ours[key] / theirs[key], "x")


def _median(engine: str, rows: int, runs: int) -> Measured:
    found = [_run(engine, rows) for _ in range(runs)]
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def _run(engine: str, rows: int) -> Measured:
    command = [str(_python(engine)), "-m", "bench.list_engines", engine, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def _python(engine: str) -> Path:
    """Our own interpreter; Typst has an environment of its own, beside ours."""
    if engine != "typst":
        return Path(sys.executable)
    folder = FOLDER / "typst"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "-q", TYPST, "pikepdf", "pypdfium2"]
        subprocess.run(pip, check=True)
    return python
