"""Templates format and decide nothing."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VIEWS = sorted(
    p for door in ("employer", "admin", "app/applicant") for p in (ROOT / door).rglob("*.py")
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_marks_nothing_safe_and_runs_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b", text), "escaping is never switched off"
    assert "autoescape" not in text
    assert not re.search(r"\sstyle=", text), "the policy blocks style attributes"
    assert not re.search(r"\son[a-z]+=", text), "the policy blocks inline handlers"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "the policy blocks inline scripts"
    assert not re.search(r"https?://", text), "pages fetch and link nothing outside"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_takes_no_decision_about_rights_or_visibility(path: Path) -> None:
    text = path.read_text("utf-8")
    for word in (
        "Permission",
        ".may(",
        "current_user",
        "actor.",
        "request.",
        "session[",
        "Choice.",
    ):
        assert word not in text, f"{word}: the view passes a boolean instead"


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_door_runs_no_sql(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("execute", "scalar", "scalars", "exec_driver_sql"), path
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("sqlalchemy"), path


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_rendered_template_stands_at_its_door(path: Path) -> None:
    door = path.relative_to(ROOT).parts[0]
    folder = "applicant" if door == "app" else door
    for name in re.findall(r"render_template\(\s*\"([^\"]+)\"", path.read_text("utf-8")):
        assert name.startswith(folder + "/"), f"{path}: {name}"
        assert (ROOT / "templates" / name).is_file(), name
