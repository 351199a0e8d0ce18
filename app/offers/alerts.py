"""Once a day, from seven in the morning: who keeps a search is told by mail when offers have
arrived that answer it. Each search runs as its applicant, behind the applicants' own login."""

from uuid import UUID

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.accounts.models import applicant_account
from app.db.engines import Database
from app.db.transaction import transaction
from app.notifications.outbox import queue_mail
from app.offers.area import area_of
from app.offers.models import saved_search
from app.offers.saved import TODAY, mark_looked, take_due_search
from app.offers.search import count_arrived_since
from app.privacy.readers.own import own_request, own_summary

MOST_AT_ONCE = 500
_MORNING = text("SELECT extract(hour FROM app.clock() AT TIME ZONE 'Europe/Paris') >= 7")


def alert_new_offers(database: Database) -> int:
    """Leave the mails that are due; returns how many. Done twice in a day, it leaves none twice."""
    return sum(_alert(database, account_id) for account_id in _due(database))


def _due(database: Database) -> list[UUID]:
    with transaction(database, "worker") as tx:
        if not tx.scalar(_MORNING):
            return []
        due = select(saved_search.c.account_id).where(saved_search.c.looked_at < text(TODAY))
        return list(tx.scalars(due.limit(MOST_AT_ONCE)))


def _alert(database: Database, account_id: UUID) -> bool:
    with transaction(database, "applicant", _as_applicant(account_id)) as tx:
        found = take_due_search(tx)
        if found is None:
            return False
        mark_looked(tx)
        own = own_request(tx)
        if own is None or own.status != "ACTIVE":
            return False
        wanted = own_summary(tx, own.request_id).wanted_location.communes
        area = area_of(commune.insee_code for commune in wanted)
        if not count_arrived_since(tx, area, found.filters, found.tab, found.looked_at):
            return False
        _tell(tx, account_id, str(found.stop_token))
        return True


def _tell(tx: Connection, account_id: UUID, token: str) -> None:
    row = tx.execute(
        select(applicant_account.c.email, applicant_account.c.locale).where(
            applicant_account.c.id == account_id
        )
    ).one()
    queue_mail(tx, row.email, "new_offers", row.locale, token=token)


def _as_applicant(account_id: UUID) -> Actor:
    return Actor(
        audience="applicant", account_id=account_id, name="", role="APPLICANT", locale="fr",
        sid_hash=b"",
    )  # fmt: skip
