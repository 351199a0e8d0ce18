"""One person's file: our warm renderer against WeasyPrint alone, on the same HTML.

Ours includes what it adds: another process, mended tags, two claims, an attachment.
WeasyPrint alone is warm too (imported, already used), reads the same stylesheet and
writes a tagged PDF/A-3a. Runs alternate; medians. Read the ratio, not the seconds.

Use: `python -m bench.pdf_file [runs]`.
"""

import os
import statistics
import sys
import time
import warnings
from pathlib import Path

from weasyprint import CSS, HTML  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

from app.reports.pdf import RenderJob
from app.reports.pdf.fetcher import AssetFetcher, font_assets, icon_assets
from app.reports.pdf.paint import STYLESHEET
from app.reports.pdf.process import RendererProcess
from app.reports.pdf.wire import job_message
from tests.app.reports.documents import DATA, file_html, job_of

Cost = tuple[float, float]
"""Wall seconds, processor seconds."""


def weasyprint_alone(job: RenderJob) -> Cost:
    """Render as a program that calls WeasyPrint directly would."""
    wall, cpu = time.perf_counter(), time.process_time()
    fonts = FontConfiguration()
    css = CSS(
        string=STYLESHEET.read_text(encoding="utf-8"),
        base_url="asset:x",
        url_fetcher=AssetFetcher(font_assets()),
        font_config=fonts,
    )
    HTML(string=job.html, base_url="asset:x", url_fetcher=AssetFetcher(icon_assets())).write_pdf(
        stylesheets=[css], font_config=fonts, pdf_variant="pdf/a-3a"
    )
    return time.perf_counter() - wall, time.process_time() - cpu


def ours(job: RenderJob, renderer: RendererProcess) -> Cost:
    """Render in the warm child, counting both processes."""
    wall, cpu, theirs = time.perf_counter(), time.process_time(), _cpu_of(renderer.pid)
    for answer in renderer.ask(job_message(job, 60), lambda: None):
        if answer.header["kind"] == "done":
            break
    ended = time.perf_counter()
    return ended - wall, time.process_time() - cpu + _cpu_of(renderer.pid) - theirs


def _cpu_of(pid: int) -> float:
    """Return the processor seconds a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def compare(runs: int) -> dict[str, float]:
    """Ours over WeasyPrint alone: wall and processor, medians of alternating runs."""
    warnings.simplefilter("ignore")  # harfbuzz-subset may be absent: the same for both
    job = job_of(file_html(), DATA)
    renderer = RendererProcess()
    try:
        weasyprint_alone(job), ours(job, renderer)  # both warm
        pairs = [(weasyprint_alone(job), ours(job, renderer)) for _ in range(runs)]
    finally:
        renderer.end()
    return {
        name: statistics.median(pair[1][rank] for pair in pairs)
        / statistics.median(pair[0][rank] for pair in pairs)
        for rank, name in enumerate(("wall", "processor"))
    }


def main(runs: int) -> None:
    """Print the ratios."""
    for name, ratio in compare(runs).items():
        print(f"{name}: ours over WeasyPrint alone {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
