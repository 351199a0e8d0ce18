"""A finished file: claims, attachments, words, the same bytes twice."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from app.reports.pdf import Attachment, Progress, RenderJob, render_pdf
from app.reports.pdf.check import faults_in
from app.reports.pdf.render import Renderers
from tests.app.reports.documents import AT, CSV, DATA, file_html, job_of
from tests.pdf_text import page_text


def test_a_file_of_three_pages_obeys_every_rule(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf:
        assert len(pdf.pages) == 3
    assert faults_in(file_pdf) == []


def test_both_claims_language_and_title_are_in_the_file(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf:
        xmp = pdf.Root["/Metadata"].read_bytes()
        assert b'pdfaid:part="3"' in xmp
        assert b'pdfaid:conformance="A"' in xmp
        assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert str(pdf.Root["/Lang"]) == "fr"
        assert str(pdf.docinfo["/Title"]) == "Dossier de BOISCLAIR Nadia"
        assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_attachments_come_back_byte_for_byte_with_their_type(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf:
        for attachment in (DATA, CSV):
            embedded = pdf.attachments[attachment.name]
            assert embedded.get_file().read_bytes() == attachment.data
            assert embedded.get_file().mime_type == attachment.mime
            assert embedded.description == attachment.description
        assert {str(spec["/AFRelationship"]) for spec in pdf.Root["/AF"]} == {"/Data"}
        assert len(pdf.Root["/AF"]) == 2


def test_every_page_says_who_printed_it_when_why_and_at_what_level(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf:
        pages = len(pdf.pages)
    words = " ".join(page_text(file_pdf).split())
    for text in (
        "Édité par Hélène Granvallon, gestionnaire, Ateliers Vauquelin",
        "· 23 novembre 2026 à 10 h 04",
        "Motif : soutenir une candidature",
        "Niveau à l’édition : Dossier complet, hors éléments sensibles",
    ):
        assert words.count(text) == pages, text
    assert [f"Page {n} / {pages}" in words for n in (1, 2, 3)] == [True] * 3


def test_the_outline_leads_to_each_section(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "BOISCLAIR Nadia"
        titles = [child.title for child in top.children]
        assert titles[:3] == ["Vérifier ce document", "Candidature en cours", "Section 0"]


def test_label_and_value_are_one_item_of_a_list(file_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(file_pdf)) as pdf:
        items = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/LI"
        ]
        shapes = [[str(kid["/S"]) for kid in item["/K"]] for item in items]
    assert shapes.count(["/Lbl", "/LBody"]) == 6 + 9 * 4  # print facts, then nine sections


def test_the_same_job_gives_the_same_bytes_in_another_process() -> None:
    job = job_of(file_html(sections=1), DATA)
    first, second = Renderers(), Renderers()
    try:
        once, twice, again = first.render(job), second.render(job), first.render(job)
    finally:
        first.close()
        second.close()
    assert once.pdf == twice.pdf == again.pdf


def test_the_date_of_the_job_is_the_only_clock() -> None:
    html = file_html(sections=1)
    later = render_pdf(job_of(html, created_at=AT + timedelta(days=1)))
    with pikepdf.open(BytesIO(later.pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261124090400")


def test_the_identifier_given_is_kept_in_the_file() -> None:
    job = job_of(file_html(sections=1))
    named = RenderJob(job.html, job.title, job.language, job.created_at, (), b"7F3K9QXW2MTD")
    with pikepdf.open(BytesIO(render_pdf(named).pdf)) as pdf:
        assert bytes(pdf.trailer["/ID"][0]) == b"7F3K9QXW2MTD"


def test_progress_moves_forward_and_arrives() -> None:
    seen: list[Progress] = []
    render_pdf(job_of(file_html()), on_progress=seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {progress.page for progress in seen} >= {1, 2, 3}


def test_a_warning_reaches_the_caller_without_the_document_s_words() -> None:
    html = file_html(sections=1).replace("<main>", '<main><img alt="x" src="asset:SECRET.png">')
    result = render_pdf(job_of(html))
    assert len(result.warnings) > 0
    assert not any("SECRET" in warning for warning in result.warnings)


def test_a_clean_document_gives_no_warning() -> None:
    assert render_pdf(job_of(file_html())).warnings == ()


def test_a_job_refuses_a_naive_date_and_two_files_of_one_name() -> None:
    with pytest.raises(ValueError, match="time zone"):
        job_of("<p>", created_at=AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="differ"):
        job_of("<p>", DATA, Attachment(DATA.name, "text/plain", "autre", b""))
