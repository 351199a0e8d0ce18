"""How mails leave: SMTP where SMTP_URL is set, else `.eml` files in the data folder."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.config import Settings

TIMEOUT_SECONDS = 20.0
_PORTS = {"smtp": 25, "smtps": 465}


class NotDelivered(Exception):
    """The mail did not leave. `final`: trying again cannot help. `whole`: nobody's mail would."""

    def __init__(self, reason: str, *, final: bool = False, whole: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        self.whole = whole


class Transport(Protocol):
    """Takes one mail away, or raises NotDelivered. `name` is the same for the same mail."""

    def send(self, message: EmailMessage, name: str) -> None: ...


@dataclass(frozen=True)
class Folder:
    """Mails as files that a mail program opens. Sending one again replaces its file."""

    path: Path

    def send(self, message: EmailMessage, name: str) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = self.path / f".{name}.part"
            unfinished.write_bytes(message.as_bytes())
            unfinished.chmod(0o600)
            os.replace(unfinished, self.path / f"{name}.eml")
        except OSError as error:
            raise NotDelivered(f"folder: {type(error).__name__}", whole=True) from None


@dataclass(frozen=True)
class Smtp:
    """A mail server: `smtp://user:password@host:port`, `?starttls`, or `smtps://`."""

    url: str
    own_name: str

    def send(self, message: EmailMessage, name: str) -> None:  # noqa: ARG002
        try:
            with self._connected(urlsplit(self.url)) as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            raise NotDelivered("recipient refused", final=min(codes) >= 500) from None
        except smtplib.SMTPNotSupportedError:
            raise NotDelivered("not supported by the server", final=True) from None
        except smtplib.SMTPResponseException as error:
            # An answer quotes addresses: only its number is kept.
            raise NotDelivered(f"answer {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(type(error).__name__, whole=True) from None

    def _connected(self, url: SplitResult) -> smtplib.SMTP:
        encrypted = url.scheme == "smtps"
        wants_tls = "starttls" in parse_qs(url.query, keep_blank_values=True)
        port = url.port or (587 if wants_tls else _PORTS[url.scheme])
        host = url.hostname or "localhost"
        trust = ssl.create_default_context()
        server: smtplib.SMTP
        if encrypted:
            server = smtplib.SMTP_SSL(
                host, port, self.own_name, timeout=TIMEOUT_SECONDS, context=trust
            )
        else:
            server = smtplib.SMTP(host, port, self.own_name, timeout=TIMEOUT_SECONDS)
        try:
            if wants_tls:
                server.starttls(context=trust)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def transport_of(settings: Settings) -> Transport:
    """The way this installation sends its mails."""
    if settings.smtp_url:
        return Smtp(settings.smtp_url, urlsplit(settings.public_url).hostname or "localhost")
    return Folder(settings.data / "mail")
