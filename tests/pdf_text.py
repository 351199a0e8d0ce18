"""Every word a PDF holds, wherever it hides.

Used to look for words that must not be there: it prefers finding too much. It reads the
painted text, every string and name of every object (also those no page uses: titles,
outline, alternative texts, links, names of files), every stream (XMP, attachments, what
attachments contain), every earlier revision of the file, and the raw bytes.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

_DEEPEST = 4


def everything_in(pdf: bytes) -> str:
    """Return all the words of the file, one find a line; hyphens and line ends joined too."""
    found = "\n".join(_of_file(pdf, 0))
    # A word cut at the end of a line, or spaced by the font, must still be found.
    return found + "\n" + "".join(found.split()) + "\n" + found.replace("-\n", "")


def page_text(pdf: bytes) -> str:
    """Return the painted text, page after page, in the order of painting."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _of_file(data: bytes, depth: int) -> Iterator[str]:
    for revision in _revisions(data):
        try:
            with pikepdf.open(BytesIO(revision)) as pdf:
                for found in pdf.objects:
                    yield from _of_object(found, depth)
                yield from _of_object(pdf.trailer.get("/Info"), depth)
            yield page_text(revision)
        except (pikepdf.PdfError, pypdfium2.PdfiumError):
            continue
    yield from _as_text(data)


def _revisions(data: bytes) -> list[bytes]:
    """Return the file as it was at each end-of-file mark: a later edit hides, never erases."""
    ends = []
    start = 0
    while (at := data.find(b"%%EOF", start)) >= 0:
        start = at + 5
        ends.append(start)
    return [data[:end] for end in ends]


def _of_object(found: object, depth: int, level: int = 0) -> Iterator[str]:
    """Yield the strings, names and streams below an object, not following references."""
    if not isinstance(found, pikepdf.Object) or (level and found.is_indirect):
        return
    if isinstance(found, pikepdf.Stream):
        for key, value in found.stream_dict.items():
            yield key
            yield from _of_object(value, depth, level + 1)
        yield from _of_bytes(_decoded(found), depth)
    elif isinstance(found, pikepdf.Dictionary):
        for key, value in found.items():
            yield key
            yield from _of_object(value, depth, level + 1)
    elif isinstance(found, pikepdf.Array):
        for value in found.as_list():
            yield from _of_object(value, depth, level + 1)
    elif isinstance(found, pikepdf.String):
        yield str(found)
        yield from _as_text(bytes(found))
    elif isinstance(found, pikepdf.Name):
        yield str(found)


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _of_bytes(data: bytes, depth: int) -> Iterator[str]:
    """Yield what a stream says as text, and what is packed inside it."""
    yield from _as_text(data)
    if depth >= _DEEPEST:
        return
    if data.startswith(b"%PDF"):
        yield from _of_file(data, depth + 1)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename
                yield from _of_bytes(archive.read(entry), depth + 1)
    elif data.startswith((b"\x1f\x8b", b"\x78")):
        try:
            yield from _of_bytes(zlib.decompress(data, wbits=47), depth + 1)
        except zlib.error:
            return


def _as_text(data: bytes) -> Iterator[str]:
    """Yield the bytes read in every encoding a PDF writer uses."""
    yield data.decode("utf-8", errors="ignore")
    yield data.decode("latin-1")
    for encoding in ("utf-16-be", "utf-16-le"):
        yield data.decode(encoding, errors="ignore").encode(errors="ignore").decode()
