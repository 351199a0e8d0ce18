"""The long list: written apart, joined to designed pages, and read back by independent readers."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.reports.pdf import render_pdf
from app.reports.pdf.check import faults_in
from app.reports.pdf.fetcher import font_paths
from app.reports.pdf.glyphs import wrong_glyphs
from app.reports.pdf.rows.layout import Cell, Row, pages_of
from app.reports.pdf.rows.write import ListWriter
from tests.app.reports.documents import CSV, DATA, NAMES, a_listing, long_job, people
from tests.pdf_text import page_text

ROWS = 400


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    """A designed page and a list of 400 people."""
    return render_pdf(long_job(people(ROWS), DATA, CSV)).pdf


def test_a_long_list_obeys_every_rule_and_keeps_both_claims(long_pdf: bytes) -> None:
    assert faults_in(long_pdf) == []
    assert wrong_glyphs(long_pdf, font_paths()) == []
    with pikepdf.open(BytesIO(long_pdf)) as pdf:
        assert b'pdfaid:part="3"' in pdf.Root["/Metadata"].read_bytes()
        assert {"annexe.csv", "donnees.json"} == set(pdf.attachments)


def test_it_is_one_table_whose_head_is_read_once(long_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(long_pdf)) as pdf:
        kinds = [
            str(o["/S"])
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o
        ]
    assert [kinds.count(k) for k in ("/Table", "/THead", "/TBody", "/Caption")] == [1] * 4
    assert kinds.count("/TR") == 1 + ROWS
    assert kinds.count("/TH") == 3 + ROWS


def test_all_rows_are_read_back_in_order(long_pdf: bytes) -> None:
    expected = [" ".join(row) for row in people(ROWS)]
    lines = [" ".join(line.split()) for line in page_text(long_pdf).splitlines()]
    assert [line for line in lines if line in set(expected)] == expected


def test_every_page_has_its_number_its_head_and_who_printed_it(long_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(long_pdf)) as pdf:
        total = len(pdf.pages)
        with pdf.open_outline() as outline:
            assert outline.root[0].children[-1].title == "Salariés visibles"
    words = " ".join(page_text(long_pdf).split())
    assert all(f"Page {n} / {total}" in words for n in range(1, total + 1))
    assert words.count("Édité par Hélène Granvallon, gestionnaire") >= total
    lines = [" ".join(line.split()) for line in page_text(long_pdf).splitlines()]
    assert lines.count("Nom Commune Points") == total - 1


def test_the_same_list_gives_the_same_bytes(long_pdf: bytes) -> None:
    assert render_pdf(long_job(people(ROWS), DATA, CSV)).pdf == long_pdf


def test_progress_follows_the_rows_and_arrives() -> None:
    seen: list[float] = []
    render_pdf(long_job(people(ROWS)), on_progress=lambda p: seen.append(p.fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len({fraction for fraction in seen if 0.25 < fraction < 0.61}) > 5


def test_hostile_and_unknown_signs_change_nothing_but_their_cell() -> None:
    hostile = [
        ("<script>alert(1)</script>) Tj ET", "/Artifact BMC", "1"),
        ("كريم \x00\x07 日本", "😀", "2"),
        ("W" * 300, "", "3"),
        ("Ż̶ó\u200b", "=1+1", "4"),
    ]
    pdf = render_pdf(long_job([*people(3), *hostile])).pdf
    assert faults_in(pdf) == []
    text = page_text(pdf)
    assert "<script>alert(1)</script>) Tj ET" in " ".join(text.split())
    assert "W" * 300 in "".join(text.split())
    with pikepdf.open(BytesIO(pdf)) as document:
        painted = b"".join(page.obj["/Contents"].read_bytes() for page in document.pages)
    assert "日本".encode("utf-16-be").hex().upper().encode() in painted, "its /ActualText is kept"


def test_no_row_is_left_alone_on_the_last_page() -> None:
    rows = [Row((Cell(("x",), None),), 10.0)] * 11
    assert [len(page) for page in pages_of(rows, 50.0, 50.0)] == [5, 4, 2]
    assert [len(page) for page in pages_of([], 50.0, 50.0)] == [0]
    assert [len(page) for page in pages_of(rows[:5], 50.0, 50.0)] == [5]


def test_an_empty_list_is_a_table_with_its_head() -> None:
    assert ListWriter(a_listing([]), lambda _share: None).write().startswith(b"%PDF")


@pytest.mark.parametrize("program", ["qpdf", "pdftotext", "pdfinfo", "pdfsig"])
def test_the_independent_readers_are_here(program: str) -> None:
    assert shutil.which(program), f"{program} is missing: bash .ci/packages readers"


def test_qpdf_and_poppler_read_it_without_complaint(long_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long_pdf)

    def run(*command: str) -> str:
        done = subprocess.run([*command], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return done.stdout

    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(path))
    tree = run("pdfinfo", "-struct", str(path))
    assert tree.count("Table") == 1
    assert len([line for line in tree.splitlines() if line.strip() == "TR"]) == 1 + ROWS
    lines = [" ".join(x.split()) for x in run("pdftotext", "-layout", str(path), "-").splitlines()]
    expected = [" ".join(row) for row in people(ROWS)]
    assert [line for line in lines if line in set(expected)] == expected
    assert all(any(name in line for line in lines) for name in NAMES)
