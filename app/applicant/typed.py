"""What people type into one-line fields, before anything judges it."""

import unicodedata


def one_line(typed: str | None) -> str | None:
    """Blanks as one space; control characters, which nobody types, left out."""
    kept = (c for c in typed or "" if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join("".join(kept).split()) if typed is not None else None


def several_lines(typed: str | None) -> str | None:
    """A text as it was meant: line ends kept, other control characters left out, trimmed."""
    if typed is None:
        return None
    plain = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in plain if c == "\n" or c.isspace() or unicodedata.category(c)[0] != "C"
    ).strip()
