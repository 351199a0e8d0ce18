"""Documentation that can rot is generated and compared; what it names must exist."""

import os
import re
from pathlib import Path

import pytest

from app import config
from tests.architecture.generated_docs import FOLDER, pages

ROOT = Path(__file__).parents[2]
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
WRITTEN += sorted((ROOT / "docs").rglob("*.md"))
CODE = "\n".join(
    path.read_text("utf-8")
    for folder in ("app", "employer", "admin", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("name", ["routes.md", "privacy.md"])
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == pages()[name], (
        "`python -m tests.architecture.generated_docs` writes it again"
    )


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_written_page_links_only_to_what_exists(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not re.match(r"https?:|mailto:", target):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_written_page_names_only_files_and_tests_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    for name in re.findall(r"`((?:app|employer|admin|templates|tests|bench|docs)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`(test_\w+)`", text):
        assert f"def {name}(" in CODE, name


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    source = Path(str(config.__file__)).read_text("utf-8")
    names = set(
        re.findall(r'"((?:PORTAIL|DATABASE|SMTP|SECRET|PUBLIC|MAIL|TRUSTED)_[A-Z_]+)"', source)
    )
    names |= {f"DATABASE_URL_{door.upper()}" for door in config.DOORS}
    assert len(names) > 12
    assert {name for name in names if name not in readme} == set()


def test_the_documents_speak_of_the_product_alone() -> None:
    for path in WRITTEN:
        text = path.read_text("utf-8")
        assert not re.search(r"/(?:work|root|home|tmp)/\w", text), path
        assert os.sep + "Users" not in text, path
