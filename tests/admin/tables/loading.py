"""Loading a table as a person does."""

import io
from datetime import date

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.companies.day import today
from app.db.engines import Database
from tests.client import Client, Page

ROOT = "/action-logement/tables"
NEXT_YEAR = date(2027, 1, 1)


def load(boss: Client, slug: str, content: bytes, day: date, **more: str) -> Page:
    """As a person does: the file, the day and the reason, up to the preview."""
    fields = {"effective_on": day.isoformat(), "reason": "Arrêté annuel", **more}
    page = boss.get(f"{ROOT}/{slug}/nouvelle-version")
    token = page.dom.select_one("main input[name=csrf_token]")
    seen = page.dom.select_one("input[name=seen]")
    assert token is not None
    assert seen is not None
    hidden = {"csrf_token": str(token["value"]), "seen": str(seen["value"])}
    # In memory: the client's own temporary files of large bodies are not ours to close.
    boundary, body = encode_multipart(
        {**hidden, **fields, "file": FileStorage(io.BytesIO(content), "table.csv")}
    )
    return boss.post_raw(
        f"{ROOT}/{slug}/nouvelle-version", body,  # type: ignore[arg-type]
        content_type=f'multipart/form-data; boundary="{boundary}"', follow_redirects=True,
    )  # fmt: skip


def paris_day(database: Database) -> date:
    """Today as the product counts it: late in the evening it is not the day of UTC."""
    with database.owner.connect() as owner:
        return today(owner)
