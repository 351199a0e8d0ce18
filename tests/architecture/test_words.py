"""French in the sources, English beside every string, nothing between two languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from tests.words import ROOT, english, sources

TEMPLATES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.*")
    # Error pages are static and say both languages themselves.
    if path.parent.name != "errors"
)
SCREENS = sorted(
    path for door in ("employer", "admin", "app/applicant") for path in (ROOT / door).rglob("*.py")
)
GETTEXT = {"_", "_l", "gettext", "lazy_gettext", "ngettext", "pgettext", "npgettext"}
# Abbreviations, and the three wordmarks: names, the same in both languages.
SAME_WORDS = {
    "al", "in", "siren", "siret", "insee", "qr", "pdf", "csv", "xlsx",
    "json", "action", "logement", "entreprises", "demandeurs",
}  # fmt: skip
FRENCH = re.compile(r"[àâçéèêëîïôûùœÀÉÈÊÇŒ’«»]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_the_catalogue_is_in_step_with_the_sources() -> None:
    wanted = {key(m) for m in sources() if m.id}
    held = {key(m) for m in english() if m.id}
    assert len(wanted) > 500, "the extraction finds nothing"
    assert wanted - held == set(), "run `make words`, then translate"
    assert held - wanted == set(), "run `make words`: these are said no more"
    assert not english().obsolete


def test_every_string_has_its_english_words() -> None:
    for message in english():
        if message.id:
            assert not message.fuzzy, message.id
            assert all(forms(message.string)), message.id
            assert len(forms(message.string)) == len(forms(message.id)), message.id


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message in english():
        for number, text in enumerate(forms(message.string)) if message.id else ():
            french = forms(message.id)[min(number, len(forms(message.id)) - 1)]
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(french)), text


def test_the_catalogue_says_which_language_it_is() -> None:
    said = {m.context: m.string for m in english() if m.context}
    assert said["code de langue"] == "en"
    assert said["code de l’autre langue"] == "fr"
    assert said["nom de l’autre langue"] == "Français"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_says_no_french_outside_the_catalogue(path: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))
    assert list(spoken(tree)) == []
    assert [text for text in constants(tree) if FRENCH.search(text)] == []


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_screen_says_no_french_outside_the_catalogue(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    quiet = {id(node) for call in ast.walk(tree) for node in _words_of(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            assert not FRENCH.search(node.value), f"line {node.lineno}: {node.value}"


def spoken(tree: nodes.Template) -> Iterator[str]:
    """What stands between tags, as written: words of one letter or more that are no name."""
    classes = {
        id(data)
        for node in tree.find_all((nodes.Block, nodes.Macro))
        if node.name in ("width", "classes")
        for data in node.find_all(nodes.TemplateData)
    }
    found = tree.find_all(nodes.TemplateData)
    text = "".join(node.data for node in found if id(node) not in classes)
    text = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>|&\w+;", " ", text, flags=re.S)
    for word in re.findall(r"[^\W\d_]+", text):
        if word.lower() not in SAME_WORDS and len(word) > 1:
            yield word


def constants(tree: nodes.Template) -> Iterator[str]:
    """Strings of expressions that no gettext call takes."""
    quiet = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for const in call.find_all(nodes.Const)
    }
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str) and id(const) not in quiet:
            yield const.value


def _words_of(node: ast.AST) -> Iterator[ast.AST]:
    """Constants that are words of the catalogue, or a docstring."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", None))
        if name in GETTEXT:
            yield from (c for a in node.args for c in ast.walk(a) if isinstance(c, ast.Constant))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value


def test_french_keeps_its_signs_on_the_line_of_their_word() -> None:
    """U+202F before ; ? ! and U+00A0 before : and inside « », as French typography asks."""
    loose = re.compile(r" [;?!:»](?=\s|$)|« ")
    said = [text for message in sources() for text in forms(message.id or "")]
    assert [text for text in said if loose.search(text)] == []
