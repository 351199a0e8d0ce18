"""Rows of the second person: limits, what waits, answers, and doing it."""

from typing import Any

PLAIN = {"employer_approvals.index", "employer_approvals.show"}


def posts(_world: Any) -> dict[str, list[dict[str, Any]]]:
    return {
        # The limits are far above the world's: exports and awards of the other rows go on.
        "employer_approvals.save_limits": [
            {"exports": "5000", "awards": "", "seen": "2"}, {"exports": "x", "seen": "0"}, {}],
        "employer_approvals.answer": [
            {"verdict": "no"}, {"verdict": "yes", "words": "Bien"}, {"verdict": "x"}, {}],
        "employer_approvals.do_it": [{}],
    }  # fmt: skip


def values(world: Any) -> dict[str, list[Any]]:
    return {"approval_id": [*world.approval_ids, *world.ids[:2]]}
