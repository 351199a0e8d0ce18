"""How fast a registration file is loaded beside a bare COPY of its lines, and in what memory."""

import json
import tempfile
from pathlib import Path

from app.demo.requests import generate
from app.registry.loading import load_file
from bench.figures import Figures, timed
from bench.registry_load import AS_OF, PLACES, bare_copy, fresh_database, peak_mb

# Inventing a request takes longer than loading it: a few are told again under other numbers.
_ORIGINALS = 2_000


def measure_loads(figures: Figures, lines: int) -> None:
    """`lines` requests into an own, durable database; the same file a second time too."""
    with tempfile.TemporaryDirectory(prefix="portail-bench-") as folder:
        file = Path(folder) / "requests.jsonl"
        _write(file, lines)
        figures.say("load.registry.file", file.stat().st_size / 1e6, "MB")
        with fresh_database() as database:
            engine = database.engine("registry")
            seconds = timed(lambda: bare_copy(database, file))
            figures.say("load.registry.bare_copy", lines / seconds, "lines/s")
            before = peak_mb()
            seconds = timed(lambda: load_file(file, engine, today=AS_OF))
            figures.say("load.registry.first", lines / seconds, "lines/s")
            figures.say("load.registry.memory_added", peak_mb() - before, "MB")
            seconds = timed(lambda: load_file(file, engine, today=AS_OF))
            figures.say("load.registry.again", lines / seconds, "lines/s")
    figures.ratio("ratio.registry_load_over.bare_copy", "load.registry.first",
                  "load.registry.bare_copy")  # fmt: skip


def _write(file: Path, lines: int) -> None:
    originals = []
    for request in generate(PLACES, min(lines, _ORIGINALS), 7, as_of=AS_OF):
        number = request["unique_number"]
        text = json.dumps(request, ensure_ascii=False)
        originals.append((number, text.split(number)))
    with file.open("w", encoding="utf-8") as out:
        for line in range(lines):
            number, pieces = originals[line % len(originals)]
            other = f"{number[:7]}{line % 1_000_000:06}{line // 1_000_000:05}"
            out.write(other.join(pieces) + "\n")
