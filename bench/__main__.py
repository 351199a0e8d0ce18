"""`python -m bench [sections] [--scale small] [--again] [--write]`: figures, one a line.

Sections: queries pages acts loads reports; all of them when none is named. `--again` measures on
the data of the last run; `--write` puts the figures into bench/README.md. Data lie under var/bench.
"""

import argparse
import shutil

from app.db.embedded import discard_server
from app.privacy.proof import disagreements
from bench.acts import measure_acts
from bench.figures import Figures, load_now, machine_lines
from bench.ground import FOLDER, Ground, open_ground
from bench.load.country import fill
from bench.loads import measure_loads
from bench.pages import measure_growth, measure_pages
from bench.queries import compare, measure_queries
from bench.reports import measure_reports
from bench.scale import SCALES, Scale
from bench.subjects import subjects_of
from bench.working_day import measure_day

SECTIONS = ("queries", "pages", "acts", "loads", "reports")
NATION, SMALLER, TINY = "bench_nation", "bench_15_times_smaller", "bench_100_times_smaller"
SMALL_COMPANY = 10


def main() -> None:
    asked = _arguments()
    if asked.forget:
        discard_server(FOLDER)
        shutil.rmtree(FOLDER)
        return
    scale, figures = SCALES[asked.scale], Figures()
    if asked.sections == ["reports"]:  # they stand on no database
        measure_reports(figures)
        return
    sizes = {TINY: scale.divided_by(100), SMALLER: scale.divided_by(15), NATION: scale}
    figures.say("machine.load_at_start", load_now(), "processes")
    if not asked.again:
        _generate(figures, sizes, scale.shared_buffers)
    ground = open_ground(scale.shared_buffers, loading=False)
    try:
        _measure(figures, ground, sizes, asked.sections or SECTIONS)
    finally:
        ground.server.release()
    figures.say("machine.load_at_end", load_now(), "processes")
    if asked.write:
        figures.write(machine_lines(ground.server.version, scale.name))


def _measure(
    figures: Figures, ground: Ground, sizes: dict[str, Scale], sections: list[str] | tuple[str, ...]
) -> None:
    scale = sizes[NATION]
    if "queries" in sections:
        _queries(figures, ground, sizes)
    if "pages" in sections:
        measure_pages(figures, ground, NATION, scale)
        measure_growth(figures, ground, sizes)
    if "acts" in sections:
        database = ground.database(NATION)
        measure_acts(figures, database, scale)
        database.dispose()
        measure_day(figures, ground, NATION, scale)
    if "loads" in sections:
        measure_loads(figures, scale.registry_lines)
    if "reports" in sections:
        measure_reports(figures)


def _generate(figures: Figures, sizes: dict[str, Scale], shared_buffers: str) -> None:
    """Every database anew, proved by the product's own nightly proof."""
    ground = open_ground(shared_buffers, loading=True)
    for name, scale in sizes.items():
        label = f"generate.{scale.requests}_requests"
        database = ground.fresh(name)
        with figures.seconds(label):
            rows = fill(database, scale)
        for table in ("summary", "candidature", "candidature_event", "journal_subject"):
            figures.say(f"{label}.{table}", rows[table], "rows")
        with figures.seconds(f"{label}.proof"), database.owner.begin() as owner:
            figures.say(f"{label}.disagreements", disagreements(owner), "rows")
        database.dispose()
    ground.server.release()


def _queries(figures: Figures, ground: Ground, sizes: dict[str, Scale]) -> None:
    """The largest, a middle and a small company; and the country a hundred times smaller."""
    tiny = sizes[TINY]
    largest_of_tiny = 0
    for name, label in ((TINY, "tiny"), (NATION, "nation")):
        database = ground.database(name)
        subjects = subjects_of(database, sizes[name], largest_of_tiny, SMALL_COMPANY)
        if name == TINY:
            largest_of_tiny, subjects = subjects[0].size, subjects[:1]
        measure_queries(figures, database, label, subjects, tiny.runs)
        database.dispose()
    compare(figures, "nation", "tiny")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    parser.add_argument("--scale", choices=SCALES, default="full")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--forget", action="store_true", help="delete var/bench and end")
    return parser.parse_args()


if __name__ == "__main__":
    main()
