"""`portail offers load` and `portail decisions load`: landlords' files."""

from collections.abc import Callable
from pathlib import Path

import click

from app.db.engines import Database
from app.landlords.contract import Contract, decision_contract, offer_contract
from app.landlords.decisions import take_decisions
from app.landlords.loading import LandlordReport, StoreMany, Taken, load_lines, one_by_one
from app.landlords.offers import take_offer

EXIT_SOME_REFUSED = 1
_SHOWN = 10
_WORDS = {
    Taken.NEW: "prises",
    Taken.UPDATED: "mises à jour",
    Taken.UNCHANGED: "déjà connues",
    Taken.OLDER: "gardées comme historique",
}


def say(report: LandlordReport, refused: Path | None) -> None:
    """One line of figures, then the first refusals by number, path and reason."""
    parts = [f"{count} {_WORDS[taken]}" for taken, count in report.counts.items()]
    click.echo(f"Lignes : {', '.join(parts)}, {report.refused_count} refusées.")
    for refusal in report.refused[:_SHOWN]:
        place = refusal.path or "ligne entière"
        click.echo(f"  ligne {refusal.line}, {place} : {refusal.reason}")
    if report.refused_count > _SHOWN:
        where = f"toutes dans {refused}" if refused else "--refused FICHIER les écrit toutes"
        click.echo(f"  … {report.refused_count - _SHOWN} autres ({where}).")


def make_landlord_group(
    name: str, about: str, contract: Callable[[], Contract], store: StoreMany,
    database_of: Callable[[], Database],
) -> click.Group:  # fmt: skip
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

        Le même fichier chargé deux fois ne change rien. Code de sortie : 0 tout est chargé,
        1 des lignes sont refusées (les autres sont chargées), 2 le fichier est illisible.
        """
        with click.progressbar(length=file.stat().st_size, label=file.name) as bar:
            report = load_lines(
                file,
                database_of(),
                contract(),
                store,
                lambda read: bar.update(read - bar.pos),
                refused_to=refused,
            )
        say(report, refused)
        if report.refused_count:
            raise SystemExit(EXIT_SOME_REFUSED)

    return group


def landlord_groups(database_of: Callable[[], Database]) -> tuple[click.Group, ...]:
    """Both groups of the `portail` command."""
    return (
        make_landlord_group(
            "offers", "Offres des bailleurs.", offer_contract, one_by_one(take_offer), database_of
        ),
        make_landlord_group(
            "decisions",
            "Décisions des bailleurs.",
            decision_contract,
            take_decisions,
            database_of,
        ),
    )
