"""Every act that can be written has its family, its time and its words: none is kept by chance."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.audit.act_words import ACTS
from app.audit.register import FAMILIES, LONG, MONTHS_OF, SHORT
from app.audit.register_words import FAMILY_WORDS, WHY_KEPT, WORDS
from app.companies.policy import TRANSITIONS
from app.offers.intake import Stored
from tests.words import ROOT

PYTHON = sorted(p for top in ("app", "admin", "employer") for p in (ROOT / top).rglob("*.py"))
SQL = sorted((ROOT / "app/db/sql").glob("*.sql"))
# Where the word of an act stands among the arguments of what writes it.
PLACES = {"record_act": 1, "note_reading": 2}
_ACT = re.compile(r"'([A-Z]+(?:_[A-Z]+)+)'")
_WRITTEN = re.compile(r"app\.(add_line|record_act)\((.*?)\);", re.S)


def calls(path: Path) -> Iterator[ast.expr]:
    """The act of every line that this module writes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and name in PLACES:
            yield node.args[PLACES[name]]


def acts_in_python() -> dict[str, str]:
    """Act -> where it is written, for the acts that stand there as they are."""
    return {
        act.value: str(path)
        for path in PYTHON
        for act in calls(path)
        if isinstance(act, ast.Constant) and isinstance(act.value, str)
    }


def acts_in_sql() -> set[str]:
    """What stands as the act in app.add_line(audience, act, …) and app.record_act(act, …)."""
    found: set[str] = set()
    for path in SQL:
        body = re.sub(r"--.*", "", path.read_text("utf-8"))
        for function, given in _WRITTEN.findall(body):
            parts = re.split(r",(?![^(]*\))", given)
            said = parts[1] if function == "add_line" else parts[0]
            found |= set(_ACT.findall(said))
    return found


def test_every_act_that_is_written_has_its_time() -> None:
    written = acts_in_python()
    assert {"CODE_ISSUED", "LIST_EXPORTED"} <= set(written), "the reading finds nothing"
    assert {a: where for a, where in written.items() if a not in MONTHS_OF} == {}
    sql = acts_in_sql()
    assert {"POINTS_AWARDED", "CASE_READ", "APPROVAL_GIVEN", "STAFF_ADDED"} <= sql
    assert sql - set(MONTHS_OF) == set()
    listed = {f"OFFER_{one.name}" for one in Stored} | set(TRANSITIONS.values())
    assert listed - set(MONTHS_OF) == set()


def test_acts_are_listed_once_with_words_and_a_reason() -> None:
    listed = [act for one in FAMILIES for act in one.acts]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(WORDS), "each act has words, each word has its act"
    assert set(ACTS) <= set(listed)
    assert {one.key for one in FAMILIES} == set(FAMILY_WORDS) == set(WHY_KEPT)
    assert {one.months for one in FAMILIES} == {SHORT, LONG}
    assert all(len(act) <= 32 for act in listed)


def test_a_reading_is_never_kept_long() -> None:
    readings = [a for a in MONTHS_OF if a.endswith(("_READ", "_PRINTED", "_OPENED", "_EXPORTED"))]
    assert len(readings) > 10
    assert {MONTHS_OF[act] for act in readings} == {SHORT}
