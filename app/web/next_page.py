"""Where to go after signing in: a page of the same door, or nowhere else."""

from urllib.parse import unquote, urlsplit

from app.web.portal import DOOR_PREFIXES, door_of

MAX_LENGTH = 2_000


def safe_next(door: str, wanted: str | None) -> str | None:
    """`wanted` if it is a path of this door, as a browser would read it; else None.

    Browsers drop tabs and line ends, read a backslash as a slash and %2e%2e as "..": a page asked
    for with any of these is refused rather than interpreted.
    """
    if not wanted or len(wanted) > MAX_LENGTH or not wanted.startswith(DOOR_PREFIXES[door]):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or door_of(parts.path) != door or door_of(path) != door:
        return None
    if "\\" in path or "//" in path or ".." in path.split("/"):
        return None
    if not (wanted.isascii() and wanted.isprintable() and path.isprintable()):
        return None
    return wanted.removesuffix("?")
