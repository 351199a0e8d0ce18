"""A long list: one table, rows in order, glyphs right."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from weasyprint import CSS, HTML

from app.reports.pdf import render_pdf
from app.reports.pdf.check import faults_in
from app.reports.pdf.fetcher import AssetFetcher, font_paths
from app.reports.pdf.finish import finish
from app.reports.pdf.glyphs import wrong_glyphs
from app.reports.pdf.origins import origins_noted
from app.reports.pdf.paint import STYLESHEET
from tests.app.reports.conftest import ROWS
from tests.app.reports.documents import NAMES, file_html, job_of, list_html, people
from tests.pdf_text import page_text


def _kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(found["/S"])
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found
    ]


def test_a_list_over_several_pages_obeys_every_rule(list_pdf: bytes) -> None:
    assert faults_in(list_pdf) == []


def test_a_list_over_several_pages_is_one_table_with_one_head(list_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(list_pdf)) as pdf:
        assert len(pdf.pages) >= 4
        kinds = _kinds(pdf)
    assert kinds.count("/Table") == kinds.count("/THead") == kinds.count("/TBody") == 1
    assert kinds.count("/TR") == 1 + ROWS


def test_rows_are_read_back_all_and_in_order(list_pdf: bytes) -> None:
    expected = [" ".join(row) for row in people(ROWS)]
    lines = [" ".join(line.split()) for line in page_text(list_pdf).splitlines()]
    assert [line for line in lines if line in set(expected)] == expected


def test_a_head_is_painted_on_each_page_but_read_once(list_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(list_pdf)) as pdf:
        pages = len(pdf.pages)
        heads = _kinds(pdf).count("/TH")
    lines = [" ".join(line.split()) for line in page_text(list_pdf).splitlines()]
    assert lines.count("Nom Commune Points") == pages
    assert heads == 3 + ROWS  # the columns' once, and the name of each row


def test_each_cell_names_the_heads_of_its_row_and_column(list_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(list_pdf)) as pdf:
        cells = [
            [str(head) for head in found["/A"]["/Headers"]]
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/TD"
        ]
    assert len(cells) == 2 * ROWS
    assert ["t1r120c0", "t1r0c2"] in cells


def test_names_are_painted_with_their_own_glyphs(list_pdf: bytes, file_pdf: bytes) -> None:
    text = page_text(list_pdf)
    assert all(name in text for name in NAMES)
    assert wrong_glyphs(list_pdf, font_paths()) == []
    assert wrong_glyphs(file_pdf, font_paths()) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_mending_the_tags_changes_no_pixel() -> None:
    job = job_of(list_html(people(60)))
    html = HTML(string=job.html, base_url="asset:x", url_fetcher=AssetFetcher({}))
    css = CSS(string=STYLESHEET.read_text(), base_url="asset:x", url_fetcher=AssetFetcher({}))
    with origins_noted():
        raw = html.write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1")
    mended = finish(raw, job)
    assert raw != mended
    assert _pixels(mended) == _pixels(raw)


def _pixels(file: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.render(scale=1).to_pil().tobytes() for page in document]
    finally:
        document.close()


def test_a_long_word_stays_inside_its_cell() -> None:
    """A name of 120 letters without a space wraps; nothing leaves the page."""
    long = "Wolfeschlegelsteinhausenbergerdorff" * 4
    pdf = render_pdf(job_of(file_html(name=long, sections=1))).pdf
    assert faults_in(pdf) == []
    assert long in "".join(page_text(pdf).split())
