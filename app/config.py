"""Settings, read once from the environment. Nothing else in the product reads `os.environ`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DOORS = ("employer", "applicant", "staff", "signin", "worker", "registry", "landlord")
DEVELOPMENT_SECRET = "development-only-secret-never-in-production"  # noqa: S105


class BadSettings(Exception):
    """A setting is missing or unsafe; the message says which one and what to write."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator may decide.

    `database_url` is the owner's; None means the embedded server under `data`.
    `door_urls` maps a door's name (see DOORS) to its own login's URL, empty when embedded.
    `registry_url` is the live registration system's address; None means files loaded by hand.
    """

    production: bool
    data: Path
    secret_key: str
    public_url: str
    smtp_url: str | None
    mail_from: str
    trusted_proxies: int
    database_url: str | None
    door_urls: Mapping[str, str]
    second_factor: bool
    demo: bool
    former_secret_key: str | None = None
    registry_url: str | None = None
    registry_key: str = ""
    metrics_token: str = ""
    # A PKCS#12 file and its password: with both, reports are sealed.
    seal_p12: Path | None = None
    seal_password: str = ""


def default_data_folder(environ: Mapping[str, str]) -> Path:
    """The user's data directory by the XDG rule."""
    base = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME", "~")) / ".local/share")
    return Path(base).expanduser() / "portail-employeur"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (os.environ by default). Raises BadSettings."""
    env = os.environ if environ is None else environ
    production = env.get("PORTAIL_ENV", "development") == "production"
    settings = Settings(
        production=production,
        data=Path(env.get("PORTAIL_DATA") or default_data_folder(env)),
        secret_key=env.get("SECRET_KEY", "" if production else DEVELOPMENT_SECRET),
        public_url=env.get("PUBLIC_URL", "" if production else _local_url(env)).rstrip("/"),
        smtp_url=env.get("SMTP_URL") or None,
        mail_from=env.get("MAIL_FROM", "AL'in <ne-pas-repondre@al-in.example>"),
        trusted_proxies=_count(env, "TRUSTED_PROXIES"),
        database_url=env.get("DATABASE_URL") or None,
        door_urls={d: u for d in DOORS if (u := env.get(f"DATABASE_URL_{d.upper()}"))},
        second_factor=env.get("PORTAIL_SECOND_FACTOR", "on") != "off",
        demo=env.get("PORTAIL_DEMO", "") == "1",
        former_secret_key=env.get("SECRET_KEY_FORMER") or None,
        registry_url=(env.get("REGISTRY_URL") or "").rstrip("/") or None,
        registry_key=env.get("REGISTRY_KEY", ""),
        metrics_token=env.get("METRICS_TOKEN", ""),
        seal_p12=Path(seal) if (seal := env.get("REPORT_SEAL_P12")) else None,
        seal_password=env.get("REPORT_SEAL_PASSWORD", ""),
    )
    _refuse_unsafe(settings)
    return settings


def _local_url(env: Mapping[str, str]) -> str:
    return f"http://127.0.0.1:{env.get('PORT', '8000')}"


def _count(env: Mapping[str, str], name: str) -> int:
    text = env.get(name, "0")
    if not text.isdigit():
        raise BadSettings(f"{name} takes a whole number of proxies, such as 1.")
    return int(text)


def _refuse_unsafe(settings: Settings) -> None:
    if settings.database_url:
        missing = [d for d in DOORS if d not in settings.door_urls]
        if missing:
            names = ", ".join(f"DATABASE_URL_{d.upper()}" for d in missing)
            raise BadSettings(f"With DATABASE_URL each door needs its own login: set {names}.")
    _refuse_half_a_registry(settings)
    if 0 < len(settings.metrics_token) < 16:
        raise BadSettings("METRICS_TOKEN must hold at least 16 characters, or be left out.")
    if not settings.production:
        return
    if len(settings.secret_key) < 32 or settings.secret_key == DEVELOPMENT_SECRET:
        raise BadSettings("SECRET_KEY must hold at least 32 random characters in production.")
    if not settings.public_url.startswith("https://"):
        raise BadSettings("PUBLIC_URL must be the portal's https:// address in production.")
    if not settings.database_url:
        raise BadSettings("DATABASE_URL is required in production: the embedded server is not.")
    if not settings.smtp_url:
        raise BadSettings("SMTP_URL is required in production: mails must leave the machine.")
    if settings.registry_url and not settings.registry_url.startswith("https://"):
        raise BadSettings("REGISTRY_URL must be an https:// address in production.")
    if not settings.second_factor or settings.demo:
        raise BadSettings("PORTAIL_SECOND_FACTOR=off and PORTAIL_DEMO are for demonstrations.")


def _refuse_half_a_registry(settings: Settings) -> None:
    if settings.registry_url is None:
        return
    if not settings.registry_url.startswith(("https://", "http://")):
        raise BadSettings("REGISTRY_URL takes the https:// address of the registration system.")
    key = settings.registry_key
    if len(key) < 16 or not (key.isascii() and key.isprintable()) or " " in key:
        raise BadSettings("REGISTRY_KEY must hold the registration system's key (16 characters).")
