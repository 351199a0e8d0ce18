"""One engine, one list, one process: `python -m bench.list_engines ENGINE ROWS`.

Prints processor seconds, peak memory in MiB, pages, bytes and rows read back, imports included.
Engines: ours (designed page and row writer, tags, claims, attachment), weasyprint (the same page
and list, raw), typst (the same list, tagged, the best tagged peer; skipped when not installed).
"""

import json
import resource
import sys
import time
import warnings
from io import BytesIO

import pikepdf

COLUMNS = (
    "Nom", "Établissement", "Habite à", "Souhaite", "Montre", "Visible depuis", "Étape", "Points",
    "SIRET",
)  # fmt: skip
_NAMES = ("Łukasz Wiśniewski", "Nguyễn Thị Hồng", "Gülşen Şahin", "Cœuret Zoé", "Straße Ørsted")
_PLACES = ("Villeurbanne", "Lyon 3e", "Bron", "Rezé", "Nantes", "Saint-Priest", "Vénissieux")


def rows_of(count: int) -> list[tuple[str, ...]]:
    """Invented people, all different."""
    return [
        (
            f"{_NAMES[n % 5]} {n}", "Siège et atelier", _PLACES[n % 7], _PLACES[n * 3 % 7],
            "Dossier" if n % 3 else "Résumé", f"{n % 28 + 1:02}/11/2026", "Transmise au bailleur",
            str(n % 90), f"123 456 789 {n:05}",
        )
        for n in range(count)
    ]  # fmt: skip


def ours(rows: list[tuple[str, ...]]) -> bytes:
    from dataclasses import replace

    from app.reports.pdf.job import ListColumn
    from app.reports.pdf.paint import Painter
    from tests.app.reports.documents import DATA, a_listing, file_html, job_of

    columns = tuple(ListColumn(label, 11) for label in COLUMNS)
    listing = replace(a_listing(rows), columns=columns)
    job = replace(job_of(file_html(sections=1), DATA), listing=listing)
    return Painter(lambda _header: None).paint(job).pdf


def weasyprint(rows: list[tuple[str, ...]]) -> bytes:
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    from app.reports.pdf.fetcher import AssetFetcher, font_assets, icon_assets
    from app.reports.pdf.paint import STYLESHEET
    from tests.app.reports.documents import file_html

    head = "".join(f"<th scope=col>{label}</th>" for label in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    html = file_html(sections=1).replace("</main>", f"{table}</main>")
    fonts = FontConfiguration()
    css = CSS(string=STYLESHEET.read_text(encoding="utf-8"), base_url="asset:x",
              url_fetcher=AssetFetcher(font_assets()), font_config=fonts)  # fmt: skip
    document = HTML(string=html, base_url="asset:x", url_fetcher=AssetFetcher(icon_assets()))
    pdf: bytes = document.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def typst(rows: list[tuple[str, ...]]) -> bytes:
    import typst as engine  # type: ignore[import-untyped,import-not-found]

    cells = ",\n".join(f'"{cell}"' for row in rows for cell in row)
    heads = ", ".join(f'"{label}"' for label in COLUMNS)
    source = (
        '#set document(title: "Liste")\n#set page(paper: "a4", margin: 14mm)\n'
        '#set text(size: 7pt, lang: "fr")\n= Salariés visibles\n'
        f"#table(columns: {len(COLUMNS)}, table.header({heads}),\n{cells})\n"
    )
    pdf: bytes = engine.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    return pdf


ENGINES = {"ours": ours, "weasyprint": weasyprint, "typst": typst}


def read_back(pdf: bytes, rows: list[tuple[str, ...]]) -> int:
    """How many rows are found in the text, in order, by another library."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    at, found = 0, 0
    for row in rows:
        name = "".join(row[0].split())
        place = text.find(name, at)
        if place >= 0:
            at, found = place + len(name), found + 1
    return found


def main() -> None:
    warnings.simplefilter("ignore")
    engine, count = ENGINES[sys.argv[1]], int(sys.argv[2])
    rows = rows_of(count)
    wall, before = time.perf_counter(), time.process_time()
    pdf = engine(rows)
    cpu, wall = time.process_time() - before, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = len(document.pages)
        tables = sum(
            1
            for found in document.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Table"
        )
    print(json.dumps({
        "cpu": cpu, "wall": wall, "peak": peak, "pages": pages, "bytes": len(pdf),
        "tables": tables, "read": read_back(pdf, rows),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
