"""The `portail` command."""

import asyncio
import atexit
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from app.accounts.cli import staff
from app.config import BadSettings, Settings, read_settings
from app.db.embedded import EmbeddedUnavailable
from app.db.engines import Database, open_database
from app.landlords.cli import landlord_groups
from app.registry.cli import make_registry_group
from app.sirene.cli import make_sirene_group
from app.web.logs import configure_logs


@contextmanager
def installation() -> Iterator[tuple[Settings, Database]]:
    """Settings and database of this installation; one plain sentence when they cannot be had."""
    try:
        settings = read_settings()
        configure_logs(production=settings.production)
        database = open_database(settings)
    except (BadSettings, EmbeddedUnavailable) as error:
        raise click.ClickException(str(error)) from error
    try:
        yield settings, database
    finally:
        database.dispose()


@contextmanager
def plainly() -> Iterator[None]:
    """What a backup cannot do is said in one sentence."""
    from app.operations.programs import BackupFailed

    try:
        yield
    except BackupFailed as error:
        raise click.ClickException(str(error)) from error


def _stay_open() -> Database:
    """A database that lives until the process ends (loaders take an engine, not a context)."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(installation())[1]


@click.group()
def main() -> None:
    """Portail employeur AL'in: serve it, fill it, check it."""


main.add_command(staff)
main.add_command(make_registry_group(lambda: _stay_open().engine("registry")))
main.add_command(make_sirene_group(_stay_open))
for group in landlord_groups(_stay_open):
    main.add_command(group)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--processes", default=2, show_default=True, help="Web processes, one per core.")
@click.option("--worker/--no-worker", default=True, help="Run the worker too (one machine).")
def serve(host: str, port: int, processes: int, worker: bool) -> None:
    """Serve the portal, and run its worker beside it."""
    from app.serving import serve_portal

    with installation() as (_settings, database):
        serve_portal(database, host=host, port=port, processes=processes, worker=worker)


@main.command()
def worker() -> None:
    """Run jobs, deliver mails, seal the journal."""
    from app.jobs.worker import run_worker

    with installation() as (settings, database):
        asyncio.run(run_worker(settings, database))


@main.group()
def db() -> None:
    """The database's schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Migrate, make the doors' logins, lay row security. May be run at any time."""
    from app.db.upgrade import upgrade

    with installation() as (_settings, database):
        upgrade(database)
    click.echo("Base à jour.")


@main.command()
@click.option("--requests", default=400, show_default=True)
def demo(requests: int) -> None:
    """Fill an empty database with an invented demonstration, and print its accounts."""
    from app.demo.show import prepare_demo

    with installation() as (settings, database):
        for line in prepare_demo(settings, database, requests=requests):
            click.echo(line)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def backup(file: Path) -> None:
    """Écrit une sauvegarde : la base et les rapports imprimés, en un fichier lisible de vous seul.

    Elle contient tout, sans chiffrement : chiffrez-la avant qu’elle quitte la machine. SECRET_KEY
    n’y est pas : sans elle, les seconds facteurs enregistrés ne s’ouvrent plus.
    """
    from app.operations.backup import back_up

    with installation() as (settings, database), plainly():
        size = back_up(settings, database, file)
    click.echo(f"Sauvegarde écrite : {size / 1_000_000:.1f} Mo.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Remplit une base vide d’une sauvegarde, pose les droits, et vérifie ce qui est venu."""
    from app.operations.backup import restore as bring_back

    with installation() as (settings, database), plainly():
        proof = bring_back(settings, database, file)
    click.echo(
        f"Restauré : {proof['sealed']} lignes scellées, {proof['faults']} anomalies, "
        f"{proof['disagreements']} copies en désaccord avec les choix."
    )
    sys.exit(1 if proof["faults"] or proof["disagreements"] else 0)


@main.group()
def audit() -> None:
    """The journal."""


@audit.command("verify")
def audit_verify() -> None:
    """Read the journal's chain from its start, hold it to the daily anchors; exit 1 on a fault."""
    from app.audit.checks import check_now

    with installation() as (settings, database):
        verdict = check_now(settings, database)
    for fault in verdict.faults:
        click.echo(str(fault))
    click.echo(
        f"{verdict.sealed} lignes scellées, {verdict.waiting} en attente, "
        f"{verdict.purged} purgées, {len(verdict.faults)} anomalies."
    )
    sys.exit(1 if verdict.faults else 0)


@main.command()
def doctor() -> None:
    """Say in plain words what is missing."""
    from app.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.fine else 'NON '} {finding.text}")
    sys.exit(0 if all(f.fine for f in findings) else 1)
