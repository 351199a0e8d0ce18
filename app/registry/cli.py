"""`portail registry …`: files of the registration system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy import Engine

from app.registry.loading import LoadReport, load_file

EXIT_SOME_REFUSED = 1
_SHOWN = 10
_PARIS = ZoneInfo("Europe/Paris")


def _say(report: LoadReport, refused: Path | None) -> None:
    click.echo(
        f"{report.accepted} nouvelles demandes, {report.updated} mises à jour, "
        f"{report.unchanged} inchangées, {report.stale} plus anciennes que l’existant, "
        f"{report.refused_count} lignes refusées."
    )
    for refusal in report.refused[:_SHOWN]:
        click.echo(
            f"  ligne {refusal.line}, {refusal.path or 'ligne entière'} : {refusal.reason.value}"
        )
    if report.refused_count > _SHOWN:
        where = f"toutes dans {refused}" if refused else "--refused FICHIER les écrit toutes"
        click.echo(f"  … {report.refused_count - _SHOWN} autres ({where}).")


def make_registry_group(engine_of: Callable[[], Engine]) -> click.Group:
    """The command group; `engine_of` gives the registry's engine when a command runs."""

    @click.group("registry", help="Demandes reçues du système d’enregistrement.")
    def registry() -> None:
        """Hold the commands."""

    @registry.command("load")
    @click.argument(
        "file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
    )
    @click.option(
        "--refused",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help="Fichier CSV où écrire chaque ligne refusée (line;path;reason).",
    )
    def load(file: Path, refused: Path | None) -> None:
        """Charge un fichier JSON Lines de demandes, tel quel ou compressé par gzip.

        Le même fichier chargé deux fois ne change rien ; un chargement interrompu se relance.
        Code de sortie : 0 tout est chargé, 1 des lignes sont refusées (les autres sont
        chargées), 2 le fichier est illisible.
        """
        with click.progressbar(length=file.stat().st_size, label=file.name) as bar:
            report = load_file(
                file,
                engine_of(),
                lambda read: bar.update(read - bar.pos),
                today=datetime.now(_PARIS).date(),
                refused_to=refused,
            )
        _say(report, refused)
        if report.refused_count:
            raise SystemExit(EXIT_SOME_REFUSED)

    return registry
