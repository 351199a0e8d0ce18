"""The words of the product: gathered from its sources as `make words` does, compiled if needed."""

import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "app/translations/en/LC_MESSAGES/messages.po"


def compile_english() -> None:
    """Write messages.mo again when it is missing or older than messages.po."""
    compiled = ENGLISH.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= ENGLISH.stat().st_mtime:
        return
    with compiled.open("wb") as out:
        write_mo(out, english())


def english() -> Catalog:
    with ENGLISH.open("rb") as source:
        return read_po(source, locale="en", abort_invalid=True)


def sources() -> Catalog:
    """Every French string of the sources, by the mappings of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    mappings = [
        (pattern, mapping["method"])
        for mapping in settings["tool"]["babel"]["mappings"]
        for pattern in mapping["pattern"]
    ]
    found = Catalog()
    for folder in ("app", "employer", "admin", "templates"):
        here = [(p.removeprefix(f"{folder}/"), m) for p, m in mappings if p.startswith(folder)]
        for _file, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, here, {}, {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
        ):
            found.add(message, context=context)
    return found
