"""What a Company Code's QR code says, and its picture: the page where it is typed in."""

import io

import segno
from markupsafe import Markup

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def code_address(public_url: str, code: str) -> str:
    """Where an applicant gives this code; it is written there already."""
    return f"{public_url}/demandeur/demande/employeur?code={code}"


def qr_inline(address: str, title: str) -> Markup:
    """For a page: one colour on white, with a title for who does not see it."""
    out = io.BytesIO()
    segno.make(address, micro=False).save(
        out, kind="svg", scale=4, border=4, xmldecl=False, svgns=False, light="#ffffff",
        title=title, svgclass="qr", lineclass=None, nl=False, omitsize=True,
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704  (segno escapes; the text is ours)


def qr_file(address: str, kind: str) -> bytes:
    """For a poster or an intranet of one's own: a file of `kind` (see KINDS)."""
    out = io.BytesIO()
    segno.make(address, micro=False).save(out, kind=kind, scale=12, border=4, light="#ffffff")
    return out.getvalue()
