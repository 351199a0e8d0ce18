"""The mails of the installation, found as their reader does: by address and subject."""

import re
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

ARRIVES_WITHIN = 30.0
_LINK = re.compile(r"https?://\S+")
_CODE = re.compile(r"^ {4}(\d[\d\s]*\d)\s*$", re.MULTILINE)


class Mailbox:
    """The folder of `.eml` files that the worker fills."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def wait_for(self, address: str, subject: str) -> EmailMessage:
        """The mail to `address` whose subject holds `subject`, once the worker has sent it."""
        end = time.monotonic() + ARRIVES_WITHIN
        while time.monotonic() < end:
            for mail in self._mails():
                if mail["To"] == address and subject in mail["Subject"]:
                    return mail
            time.sleep(0.2)
        raise AssertionError(f"no mail about {subject!r}: {[m['Subject'] for m in self._mails()]}")

    def link(self, address: str, subject: str) -> str:
        """The link of that mail."""
        return self._find(_LINK, address, subject)[0]

    def code(self, address: str, subject: str) -> str:
        """The code that stands alone on its line."""
        return self._find(_CODE, address, subject)[1]

    def _find(self, what: re.Pattern[str], address: str, subject: str) -> re.Match[str]:
        body = self.wait_for(address, subject).get_body(("plain",))
        assert body is not None
        found = what.search(str(body.get_content()))
        assert found is not None, f"nothing to use in the mail about {subject!r}"
        return found

    def _mails(self) -> list[EmailMessage]:
        return [
            cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))
            for path in sorted(self._folder.glob("*.eml"))
        ]
