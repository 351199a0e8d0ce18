"""Reading the mails the portal sent, as the person who receives them does."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from app.config import Settings
from app.db.engines import Database
from app.notifications.deliver import deliver_waiting

_LINK = re.compile(r"https?://[^/\s]+(/\S+)")


class Letterbox:
    """Delivers what waits into a folder and reads it."""

    def __init__(self, database: Database, settings: Settings, folder: Path) -> None:
        self._database = database
        self._settings = replace(settings, data=folder, smtp_url=None)
        self._folder = folder / "mail"
        self._read: set[str] = set()

    def new_mails(self) -> list[EmailMessage]:
        """What arrived since the last look, in the order of asking."""
        deliver_waiting(self._database, self._settings)
        files = sorted(self._folder.glob("*.eml")) if self._folder.exists() else []
        unread = [f for f in files if f.name not in self._read]
        self._read |= {f.name for f in unread}
        return [
            cast(EmailMessage, message_from_bytes(f.read_bytes(), policy=default)) for f in unread
        ]

    def the_mail(self) -> EmailMessage:
        """The one new mail."""
        (mail,) = self.new_mails()
        return mail


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_of(mail: EmailMessage) -> str:
    """The path of the mail's link on the portal."""
    found = _LINK.search(words_of(mail))
    assert found is not None
    return found[1]
