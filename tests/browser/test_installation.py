"""What counts as a fault in the served product's log."""

from pathlib import Path

import pytest

from tests.browser.installation import Installation

QUIET = "2026-11-23T08:13:44Z [\x1b[32m\x1b[1minfo     \x1b[0m] \x1b[1mworker started\x1b[0m\n"
LOUD = "2026-11-23T08:13:44Z [\x1b[31m\x1b[1merror    \x1b[0m] \x1b[1munexpected\x1b[0m\n"


@pytest.mark.parametrize(
    ("said", "faults"),
    [(QUIET, 0), (QUIET + LOUD, 1), ("Traceback (most recent call last):\nTypeError: x\n", 2)],
)
def test_errors_and_traces_are_faults_and_news_is_not(
    tmp_path: Path, said: str, faults: int
) -> None:
    (tmp_path / "served.log").write_text(said)
    assert len(Installation(tmp_path).faults()) == faults
