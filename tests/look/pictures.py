"""One page, pictured at both widths and in both themes, with what axe says of each state."""

import html
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.axe import axe_finds, widths_scrolled_sideways
from tests.look.places import file_name, kind_of

WIDTHS = (1280, 390)
THEMES = ("light", "dark")


@dataclass
class Album:
    """The pictures of one run, and what was found on the way."""

    folder: Path
    pictures: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def picture(self, page: Page, reader: str, path: str, language: str) -> None:
        """Four pictures of the page as it is open now."""
        place = f"{reader} · {kind_of(path)}"
        first = f"{reader}-{file_name(kind_of(path))}"
        taken = self.pictures.get(place, [])
        name = first if not any(language in one[-6:] for one in taken) else f"{first}-{len(taken)}"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                file = f"{name}-{width}-{theme}-{language}.png"
                page.screenshot(path=self.folder / file, full_page=True)
                self.pictures.setdefault(place, []).append(file)
                self._note(place, f"{width} {theme} {language}", axe_finds(page))
        wide = [f"scrolls sideways at {width}" for width in widths_scrolled_sideways(page)]
        self._note(place, language, wide)

    def note_console(self, place: str, said: list[str]) -> None:
        self._note(place, "console", said)
        said.clear()

    def write_index(self) -> Path:
        """One page with every picture, and the faults first."""
        parts = ["<!doctype html><meta charset=utf-8><title>Look</title><h1>Look</h1><ul>"]
        parts += [f"<li>{html.escape(fault)}" for fault in self.faults] or ["<li>axe: nothing"]
        parts.append("</ul>")
        for place, files in self.pictures.items():
            parts.append(f"<h2>{html.escape(place)}</h2>")
            parts += [
                f'<a href="{one}"><img src="{one}" alt="{one}" height=300 loading=lazy></a>'
                for one in files
            ]
        index = self.folder / "index.html"
        index.write_text("\n".join(parts), encoding="utf-8")
        return index

    def _note(self, place: str, state: str, found: list[str]) -> None:
        told = [f"{place} ({state}): {one}" for one in found]
        print(*told, sep="\n", end="\n" if told else "", flush=True)
        self.faults += told
