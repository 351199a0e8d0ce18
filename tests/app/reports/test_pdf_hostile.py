"""Markup hidden in a name: nothing is fetched, embedded or written in the metadata."""

import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import pikepdf
import pytest
from markupsafe import Markup

from app.reports.pdf import render_pdf
from app.reports.pdf.fetcher import AssetFetcher, AssetRefused, font_assets, icon_assets
from tests.app.reports.documents import file_html, job_of
from tests.pdf_text import everything_in

WORD = "canari-du-fichier-local"


class _Counter(BaseHTTPRequestHandler):
    """Counts whoever comes, and would answer with a picture."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Stay silent."""


@pytest.fixture
def door() -> Iterator[str]:
    """Return the address of a real server of this machine that counts its visitors."""
    _Counter.seen.clear()
    server = HTTPServer(("127.0.0.1", 0), _Counter)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hostile(door: str, tmp_path: Path) -> str:
    """Return a name that tries every way out that HTML and CSS know."""
    secret = tmp_path / "secret.txt"
    secret.write_text(WORD)
    here = secret.as_uri()
    return f"""Dupont<base href="{door}/">
    <a rel="attachment" href="{here}">x</a><a rel="attachment" href="{door}/a">y</a>
    <link rel="attachment" href="{here}"><link rel="attachment" href="{door}/b">
    <link rel="stylesheet" href="{door}/c.css"><style>@import url("{door}/d.css");
    @font-face {{ font-family: x; src: url("{door}/e.woff2"), url("{here}") }}
    .lead {{ font-family: x; background: url("{door}/f.png"); list-style: url("{here}") }}
    p::before {{ content: url("{door}/g.png") attr(title) }}</style>
    <img alt="i" src="{door}/h.png"><img alt="j" src="{here}"><img alt="k" src="i.png">
    <img alt="l" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
    <object data="{here}">o</object><embed src="{door}/k"><iframe src="{door}/l"></iframe>
    <svg><title>t</title><image href="{door}/m.png"/><use href="{here}#a"/></svg>
    <meta name="author" content="auteur-ajoute"><meta name="keywords" content="mot-ajoute">
    <script src="{door}/n.js"></script><img alt="m" src="asset:../job.py">"""


def _embedded(file: bytes) -> list[str]:
    with pikepdf.open(BytesIO(file)) as pdf:
        return list(pdf.attachments)


def test_an_escaped_name_is_only_words(hostile: str, door: str) -> None:
    result = render_pdf(job_of(file_html(name=hostile, sections=1)))
    assert _Counter.seen == []
    assert _embedded(result.pdf) == []
    assert result.warnings == ()
    assert WORD not in everything_in(result.pdf)


def test_even_unescaped_a_name_reaches_neither_network_nor_files(hostile: str) -> None:
    html = file_html(name=Markup(hostile), sections=1)
    assert "<base href=" in html, "the template must really have let the markup through"
    result = render_pdf(job_of(html))
    assert _Counter.seen == []
    assert _embedded(result.pdf) == []
    words = everything_in(result.pdf)
    assert WORD not in words
    assert "auteur-ajoute" not in words
    assert "mot-ajoute" not in words
    assert any("attachment" in warning.lower() for warning in result.warnings)


def test_the_server_of_these_tests_does_see_a_visit(door: str) -> None:
    """Without this, a broken server would make the tests above pass."""
    urllib.request.urlopen(f"{door}/visit", timeout=5).close()
    assert _Counter.seen == ["/visit"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/",
        "ftp://example.org/",
        "data:text/plain,x",
        "asset:",
        "asset:/etc/passwd",
        "asset:../job.py",
        "asset:./alin-sans-400.woff2",
        "asset:alin-sans-400.woff2?x",
        "asset:alin-sans-400.woff2#x",
        "ASSET:alin-sans-400.woff2",
        "asset:pdfuaid.rdf",
        "alin-sans-400.woff2",
    ],
)
def test_the_fetcher_refuses_all_but_exact_names(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AssetRefused) as refused:
        AssetFetcher(font_assets()).fetch(address)
    assert address not in str(refused.value) or address == ""
    assert [record.getMessage() for record in caplog.records] == [
        "pdf: a resource outside the bundle was refused"
    ]


def test_the_fetcher_gives_the_bundled_files() -> None:
    for assets in (font_assets(), icon_assets()):
        assert assets
        for name, asset in assets.items():
            answer = AssetFetcher(assets).fetch(f"asset:{name}")
            assert answer.read() == asset.path.read_bytes()
            assert answer.content_type == asset.mime
