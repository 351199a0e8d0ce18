"""Files rendered once and read by many tests."""

import pytest

from app.reports.pdf import render_pdf
from tests.app.reports.documents import CSV, DATA, file_html, job_of, list_html, people

ROWS = 120


@pytest.fixture(scope="session")
def file_pdf() -> bytes:
    """Return one person's file on three pages, with two attachments."""
    return render_pdf(job_of(file_html(), DATA, CSV)).pdf


@pytest.fixture(scope="session")
def list_pdf() -> bytes:
    """Return a list of 120 people over several pages."""
    return render_pdf(job_of(list_html(people(ROWS)))).pdf
