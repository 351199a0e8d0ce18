"""Rows of company points and support."""

from typing import Any
from uuid import uuid4

from tests.privacy.world import CanaryWorld

GET: dict[str, list[str]] = {
    "employer_points.choose_people": ["", "q=ferr", "apres=x", "q=%C3%A9"],
    "employer_candidatures.board": ["", "onglet=soutenues", "apres=x", f"apres={uuid4()}"],
    "employer_points.ledger": ["", "apres=x", f"apres={uuid4()}", f"avant={uuid4()}"],
}
PLAIN = {
    "employer_points.overview", "employer_points.new_scale", "employer_points.person",
    "employer_candidatures.ask_support", "employer_candidatures.ask_withdraw",
    "employer_candidatures.ask_suggest",
    "employer_points.ask_reversal", "employer_points.contest_list", "employer_points.contest",
    "applicant_points.show", "applicant_points.ask_contest", "staff_contests.contest_list",
    "staff_contests.settle",
}  # fmt: skip


def values(world: CanaryWorld) -> dict[str, list[Any]]:
    """Ids of lines and acts, and people's ids where they do not belong."""
    return {
        "entry_id": [*world.points_ids, uuid4(), *world.ids[:2]],
        "support_id": [*world.support_ids, uuid4(), *world.ids[:2]],
        "suggestion_id": [uuid4(), *world.ids[:2]],
        "act_id": [uuid4(), *world.ids[:2]],
    }


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    return {
        "employer_points.award": [
            {"criterion": "2", "version": "1", "key": str(uuid4())}, {"criterion": "x"}, {}],
        "employer_points.choose_criterion": [
            {"person": [str(i) for i in world.ids]}, {"person": "x"}, {}],
        "employer_points.preview": [
            {"criterion": "3", "person": [str(i) for i in world.ids]}, {"person": "x"}, {}],
        "employer_points.award_many": [
            {"criterion": "3", "version": "1", "key": str(uuid4()),
             "person": [str(i) for i in world.ids]}, {}],
        "employer_candidatures.support": [{"note": "Bon dossier"}, {}],
        "employer_candidatures.withdraw": [{}],
        "employer_candidatures.suggest": [
            {"offer": str(i)} for i in (*world.offer_ids[:2], *world.ids[:1])],
        "applicant_support.answer_note": [{}],
        "applicant_support.answer_home": [{}],
        "employer_points.undo": [{}],
        "employer_points.reverse": [{}, {"reason": "Erreur de saisie"}],
        "employer_points.settle_contest": [
            {"verdict": "KEPT", "words": "Relu"}, {"verdict": "x"}, {}],
        "applicant_points.contest": [{"words": "Je conteste"}, {}],
        "staff_contests.save_verdict": [{"verdict": "REVERSED", "words": "Vu"}, {}],
        "employer_points.publish_scale": [
            {"effective_on": "2030-01-01", "yearly_budget": "500", "request_cap": "50",
             "criteria-0-label": "Distance", "criteria-0-points": "10", "seen": "1"}, {}],
    }  # fmt: skip
