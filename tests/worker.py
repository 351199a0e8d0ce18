"""The worker's work, done now: relay, jobs and mails, by the product's own functions."""

from app.audit.checks import make_check
from app.config import Settings
from app.db.engines import Database
from app.jobs.relay import mark_taken, waiting_wishes
from app.notifications.deliver import deliver_waiting
from app.reports.jobs import make_report


def do_jobs(settings: Settings, database: Database) -> int:
    """Do every job asked for, as the worker would, without its queue; returns how many."""
    wishes = waiting_wishes(database)
    for wish in wishes:
        if wish.kind == "verify_journal":
            make_check(settings, database, str(wish.target), str(wish.actor_id))
        else:
            door = {"report": "employer", "staff_report": "staff"}[wish.kind]
            make_report(settings, database, str(wish.target), str(wish.actor_id), door)
        mark_taken(database, wish)
    return len(wishes)


def deliver(settings: Settings, database: Database) -> int:
    """Send every waiting mail."""
    return deliver_waiting(database, settings, 1_000)
