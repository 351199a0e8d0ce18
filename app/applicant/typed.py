"""What people type into one-line fields, before anything judges it."""

import unicodedata


def one_line(typed: str | None) -> str | None:
    """Blanks as one space; control characters, which nobody types, left out."""
    kept = (c for c in typed or "" if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join("".join(kept).split()) if typed is not None else None
