"""What expires is erased: sessions, links, limits, reports. What is open by the clock alone is
closed in the rows too: expiry never waits for this, row security sees to it at once."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import delete, select, text

from app.accounts.models import one_time_token, rate_window, web_session
from app.approvals.models import approval
from app.candidatures.services import end_unanswered
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.inbox.models import staff_case
from app.joining.keeping import forget_requests
from app.operations.vitals import Vital, note
from app.own_data.erasing import forget_words_of_past_periods
from app.privacy.exits import forget_old_exits
from app.privacy.proof import disagreements
from app.privacy.readers.housed import forget_housed
from app.reports.models import report
from app.reports.state import erase_file

log = structlog.get_logger("portail.worker")
_CLOCK = text("app.clock()")


def keep_house(settings: Settings, database: Database) -> None:
    """Erase what has expired; prove that the copies of what is open agree with the choices."""
    with transaction(database, "worker") as tx:
        tx.execute(delete(web_session).where(web_session.c.expires_at < _CLOCK))
        tx.execute(
            delete(one_time_token).where(
                # A link never used still holds what was typed to ask for it.
                one_time_token.c.expires_at < _CLOCK
            )
        )
        tx.execute(
            delete(rate_window).where(
                rate_window.c.window_start < text("app.clock() - interval '1 day'")
            )
        )
        expired = list(tx.scalars(select(report.c.id).where(report.c.expires_at < _CLOCK)))
        tx.execute(delete(report).where(report.c.id.in_(expired)))
        tx.execute(delete(approval).where(approval.c.expires_at < _CLOCK))
        forget_old_exits(tx)
        forget_housed(tx)
        forget_words_of_past_periods(tx)
        forget_requests(tx)
        # Row security lets the worker see and erase those closed twelve months ago, no other.
        tx.execute(delete(staff_case).where(staff_case.c.closed_at.is_not(None)))
        wrong = disagreements(tx)
        end_unanswered(tx)
        note(tx, Vital.HOUSEKEEPING, fine=not wrong)
    for report_id in expired:
        erase_file(settings.data, report_id)
    _sweep_temporary(settings.data / "reports")
    if wrong:
        log.error("copies disagree with choices", rows=wrong)


def _sweep_temporary(folder: Path) -> None:
    """Half-written files of a killed worker."""
    if not folder.is_dir():
        return
    oldest = time.time() - timedelta(hours=1).total_seconds()
    for path in folder.glob("*.part"):
        if path.stat().st_mtime >= oldest:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
