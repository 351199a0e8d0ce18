"""`portail offers load` and `portail decisions load`: landlords' files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app.db.engines import Database
from app.landlords.contract import decision_contract, offer_contract
from app.landlords.decisions import take_decisions
from app.landlords.loading import LandlordReport, Taken, load_lines, one_by_one
from app.landlords.offers import take_offer
from app.landlords.progress import AnotherLoad
from app.landlords.resuming import load_resuming

EXIT_SOME_REFUSED, EXIT_ANOTHER_LOAD = 1, 3
# (file, database), then by name `on_progress` and `refused_to`.
Load = Callable[..., LandlordReport]
_SHOWN = 10
_WORDS = {
    Taken.NEW: "prises",
    Taken.UPDATED: "mises à jour",
    Taken.UNCHANGED: "déjà connues",
    Taken.OLDER: "gardées comme historique",
}


def say(report: LandlordReport, refused: Path | None) -> None:
    """One line of figures, then the first refusals by number, path and reason."""
    if report.resumed_at:
        click.echo(
            f"Fichier déjà lu jusqu’à la ligne {report.resumed_at} : de ce début, seules les "
            "lignes refusées sont essayées de nouveau."
        )
    parts = [f"{count} {_WORDS[taken]}" for taken, count in report.counts.items()]
    click.echo(f"Lignes : {', '.join(parts)}, {report.refused_count} refusées.")
    for refusal in report.refused[:_SHOWN]:
        place = refusal.path or "ligne entière"
        click.echo(f"  ligne {refusal.line}, {place} : {refusal.reason}")
    if report.refused_count > _SHOWN:
        where = f"toutes dans {refused}" if refused else "--refused FICHIER les écrit toutes"
        click.echo(f"  … {report.refused_count - _SHOWN} autres ({where}).")


def make_landlord_group(
    name: str, about: str, load_file: Load, database_of: Callable[[], Database]
) -> click.Group:
    """A group with its one command; `database_of` is asked when the command runs."""

    @click.group(name, help=about)
    def group() -> None:
        """Hold the command."""

    @group.command("load")
    @click.argument(
        "file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
    )
    @click.option(
        "--refused",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help="Fichier CSV où écrire chaque ligne refusée (line;path;reason).",
    )
    def load(file: Path, refused: Path | None) -> None:
        """Charge un fichier JSON Lines, tel quel ou compressé par gzip.

        Le même fichier chargé deux fois ne change rien ; un chargement de décisions interrompu
        reprend où il en était. Code de sortie : 0 tout est chargé, 1 des lignes sont refusées (les
        autres sont chargées), 2 le fichier est illisible, 3 un autre chargement du même fichier a
        pris la suite.
        """
        with click.progressbar(length=file.stat().st_size, label=file.name) as bar:
            try:
                report = load_file(
                    file, database_of(), on_progress=lambda read: bar.update(read - bar.pos),
                    refused_to=refused,
                )  # fmt: skip
            except AnotherLoad:
                click.echo("\nUn autre chargement du même fichier a pris la suite.", err=True)
                raise SystemExit(EXIT_ANOTHER_LOAD) from None
        say(report, refused)
        if report.refused_count:
            raise SystemExit(EXIT_SOME_REFUSED)

    return group


def landlord_groups(database_of: Callable[[], Database]) -> tuple[click.Group, ...]:
    """Both groups of the `portail` command."""
    return (
        make_landlord_group("offers", "Offres des bailleurs.", _load_offers, database_of),
        make_landlord_group("decisions", "Décisions des bailleurs.", _load_decisions, database_of),
    )


def _load_offers(file: Path, database: Database, **how: Any) -> LandlordReport:
    return load_lines(file, database, offer_contract(), one_by_one(take_offer), **how)


def _load_decisions(file: Path, database: Database, **how: Any) -> LandlordReport:
    return load_resuming(file, database, decision_contract(), take_decisions, **how)
