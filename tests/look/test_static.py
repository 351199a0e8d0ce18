"""What is served as it stands: fonts, icons, styles, error pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "app/static"
TEMPLATES = ROOT / "templates"
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
ERROR_PAGES = sorted((TEMPLATES / "errors").glob("*.html"))
NAMES = "Łukasz Nguyễn Đặng Ștefan Müller Œuvré Zoë Ğül Şahin Ivanović Γιώργος Жанна ʼ – — … € ½ «»"
ICON_CALL = re.compile(r"""\b(?:icon|tile)\(\s*["']([a-z0-9-]+)["']""")
ICON_NAME = re.compile(r"""icon(?:_name)?=["']([a-z0-9-]+)["']""")


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_each_face_spells_every_name_and_carries_our_two_signs(path: Path) -> None:
    font = TTFont(path)
    glyphs = font.getBestCmap()
    assert {sign for sign in NAMES if ord(sign) not in glyphs} == set()
    assert font["hmtx"][glyphs[0x202F]][0] == 150
    assert glyphs[0x2011] == glyphs[0x2D]


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_no_face_presents_itself_under_the_reserved_name(path: Path) -> None:
    names = TTFont(path)["name"]
    shown = [names.getDebugName(number) or "" for number in (1, 3, 4, 6, 16, 17)]
    assert shown[4] == "Alin Sans"
    assert not any("source" in name.lower() for name in shown)


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()))
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        named = set(ICON_CALL.findall(text)) | set(ICON_NAME.findall(text))
        assert named <= sprite, f"{path.name}: {sorted(named - sprite)}"


def test_styles_load_nothing_from_elsewhere_and_no_data_address() -> None:
    for path in STATIC.rglob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", path.read_text()):
            target = (path.parent / address.strip("\"'")).resolve()
            assert target.is_file(), f"{path.name}: {address}"


def test_scripts_never_write_markup() -> None:
    forbidden = re.compile(
        r"(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(|new Function"
    )
    for path in (STATIC / "js").glob("*.js"):
        assert not forbidden.search(path.read_text()), path.name


def test_templates_hold_no_inline_style_script_or_handler() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.I)
    for path in TEMPLATES.rglob("*.html"):
        # Mails and reports are not pages: no policy of the portal reaches them.
        if not {"reports", "mail"} & set(path.parts):
            assert not inline.search(path.read_text()), str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ERROR_PAGES, ids=lambda path: path.stem)
def test_an_error_page_is_static_bilingual_and_leads_home(path: Path) -> None:
    text = path.read_text()
    assert "{" not in text
    assert not re.search(r"<form|<nav|<input|<script|csrf", text)
    assert '<html lang="fr">' in text
    assert '<div lang="en">' in text
    assert text.count('href="/"') == 3
    for address in re.findall(r'href="/static/([^"]+)"', text):
        assert (STATIC / address).is_file(), address


def test_all_answers_that_refuse_have_their_page() -> None:
    assert {path.stem for path in ERROR_PAGES} >= {
        "400", "403", "404", "405", "409", "413", "429", "500", "503"
    }  # fmt: skip
