"""`portail doctor`: looks at everything the portal stands on, and says in words what is missing."""

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.config import BadSettings, Settings, read_settings
from app.db.embedded import EmbeddedUnavailable
from app.db.engines import Database, UnsafeLogin, open_database
from app.db.transaction import transaction
from app.db.upgrade import is_current
from app.registry.connector import RegistryUnavailable
from app.registry.http import HttpRegistry


@dataclass(frozen=True, slots=True)
class Finding:
    fine: bool
    text: str


def examine() -> list[Finding]:
    """Every check in order; later ones are left out when they stand on one that failed."""
    try:
        settings = read_settings()
    except BadSettings as error:
        return [Finding(False, f"Réglages : {error}")]
    findings = [Finding(True, "Réglages : lus."), *_local(settings)]
    try:
        database = open_database(settings)
    except (EmbeddedUnavailable, SQLAlchemyError) as error:
        return [*findings, Finding(False, f"PostgreSQL : {_words(error)}")]
    try:
        return [*findings, *_database(database)]
    finally:
        database.dispose()


def _local(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe = settings.data / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
        yield Finding(True, "Dossier de données : accessible en écriture.")
    except OSError:
        yield Finding(False, "Dossier de données : PORTAIL_DATA n’est pas accessible en écriture.")
    yield _pdf_libraries()
    yield seal_finding(settings)
    if settings.smtp_url:
        yield _smtp(settings.smtp_url)
    else:
        yield Finding(True, "Courriels : écrits en fichiers .eml (SMTP_URL n’est pas réglé).")
    yield _registry(settings)
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    words = "présent." if found else "absent : `make test` le demande (paquet chromium)."
    yield Finding(True, f"Chromium (tests seulement) : {words}")


def _pdf_libraries() -> Finding:
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return Finding(
            False,
            "PDF : il manque Pango (paquets libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz0b libfontconfig1).",
        )
    return Finding(True, "PDF : WeasyPrint et Pango présents.")


def seal_finding(settings: Settings) -> Finding:
    """Whether reports are sealed, and by whom. A seal is a choice: to have none is no fault."""
    from app.reports.pdf.seal import SealUnusable, open_seal

    try:
        seal = open_seal(settings)
    except SealUnusable:
        return Finding(False, "Sceau des rapports : REPORT_SEAL_P12 ou son mot de passe ne va pas.")
    if seal is None:
        words = "aucun (REPORT_SEAL_P12 n’est pas réglé) ; les rapports le disent."
        return Finding(True, f"Sceau des rapports : {words}")
    if seal.good_until <= datetime.now(UTC):
        return Finding(False, "Sceau des rapports : le certificat est échu.")
    return Finding(True, f"Sceau des rapports : {seal.name}, jusqu’au {seal.good_until:%d/%m/%Y}.")


def _smtp(url: str) -> Finding:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 25), timeout=5):
            return Finding(True, "Courriels : le serveur SMTP répond.")
    except OSError:
        return Finding(False, "Courriels : le serveur de SMTP_URL ne répond pas.")


def _registry(settings: Settings) -> Finding:
    what = "Système d’enregistrement"
    if settings.registry_url is None:
        return Finding(True, f"{what} : fichiers chargés à la main (REGISTRY_URL n’est pas réglé).")
    try:
        HttpRegistry(settings.registry_url, settings.registry_key).check()
    except RegistryUnavailable as error:
        return Finding(False, f"{what} : {_REGISTRY_WORDS.get(error.reason, _NO_USE)}")
    return Finding(True, f"{what} : répond.")


_NO_USE = "sa réponse n’est pas utilisable ; vérifiez REGISTRY_URL."
_REGISTRY_WORDS = {
    "TOO_SLOW": "il ne répond pas à temps.",
    "NO_CONNECTION": "il est injoignable ; vérifiez REGISTRY_URL et le certificat.",
    "KEY_REFUSED": "il refuse REGISTRY_KEY.",
    "TOO_MANY_QUESTIONS": "il refuse d’autres questions pour le moment.",
    "STATUS_5": "il est en panne.",
}


def _database(database: Database) -> Iterator[Finding]:
    with database.owner.connect() as connection:
        version = connection.scalar(text("SHOW server_version_num"))
    kind = "embarqué" if database.server else "externe"
    fine = int(version or 0) >= 150000
    yield Finding(fine, f"PostgreSQL : {kind}, version {int(version or 0) // 10000}.")
    if not is_current(database):
        yield Finding(False, "Schéma : pas à jour ; lancez `portail db upgrade`.")
        return
    yield Finding(True, "Schéma : à jour.")
    yield _check("Connexions des portes", database.refuse_unsafe_logins)
    yield _check("Clé de signature (SECRET_KEY)", lambda: _check_key(database))


def _check(what: str, act: Callable[[], None]) -> Finding:
    try:
        act()
    except (UnsafeLogin, SQLAlchemyError, LookupError) as error:
        return Finding(False, f"{what} : {_words(error)}")
    return Finding(True, f"{what} : en ordre.")


def _check_key(database: Database) -> None:
    from app.db.security import context_key

    expected = bytes(b ^ 0x36 for b in context_key(database.secret_key))
    with database.owner.connect() as connection:
        stored = connection.execute(
            text("SELECT inner_pad, former_inner_pad FROM app.context_key")
        ).one_or_none()
    if stored is None or expected not in (bytes(pad or b"") for pad in stored):
        raise LookupError("SECRET_KEY a changé : lancez `portail db upgrade`.")
    with transaction(database, "worker"):
        pass


def _words(error: Exception) -> str:
    """The first line of our own errors; a kind only for the driver's, which may quote an URL."""
    if isinstance(error, SQLAlchemyError):
        return f"la connexion échoue ({type(error).__name__})."
    return str(error).splitlines()[0]
