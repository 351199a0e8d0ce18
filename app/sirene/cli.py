"""`portail sirene load`: INSEE's files, as they are published."""

from collections.abc import Callable
from pathlib import Path

import click

from app.db.engines import Database
from app.sirene.faults import BadFile
from app.sirene.loading import AnotherLoad, Report, kind_of, load_file

EXIT_SOME_REFUSED = 1
_SHOWN = 10
_KINDS = {"UNIT": "unités légales", "SITE": "établissements"}


def make_sirene_group(database_of: Callable[[], Database]) -> click.Group:
    """The command group; `database_of` is asked when a command runs."""

    @click.group("sirene", help="Référentiel SIRENE de l’INSEE.")
    def group() -> None:
        """Hold the command."""

    @group.command("load")
    @click.argument(
        "files", nargs=-1, required=True,
        type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
    )  # fmt: skip
    @click.option(
        "--refused",
        type=click.Path(file_okay=False, writable=True, path_type=Path),
        help="Dossier où écrire, par fichier, chaque ligne refusée (line;reason).",
    )
    def load(files: tuple[Path, ...], refused: Path | None) -> None:
        """Charge les fichiers StockUniteLegale et StockEtablissement (csv, gz ou zip).

        Les unités légales passent d’abord. Un chargement interrompu reprend où il en était ; le
        même fichier chargé deux fois ne change rien. Code de sortie : 0 tout est chargé, 1 des
        lignes sont refusées (les autres sont chargées), 2 un fichier est illisible.
        """
        try:
            ordered = sorted(files, key=lambda path: kind_of(path) != "UNIT")
            reports = [_load_one(path, database_of(), refused) for path in ordered]
        except BadFile as error:
            raise click.UsageError(str(error)) from error
        except AnotherLoad as error:
            raise click.ClickException("Ce fichier est déjà en cours de chargement.") from error
        if any(report.refused_count for report in reports):
            raise SystemExit(EXIT_SOME_REFUSED)

    return group


def _load_one(path: Path, database: Database, refused: Path | None) -> Report:
    if refused:
        refused.mkdir(parents=True, exist_ok=True)
    out = refused / f"{path.name}.refused.csv" if refused else None
    with click.progressbar(length=path.stat().st_size, label=path.name) as bar:
        report = load_file(
            path, database, lambda read: bar.update(read - bar.pos), refused_to=out
        )  # fmt: skip
    _say(report, out)
    return report


def _say(report: Report, out: Path | None) -> None:
    if report.resumed_at:
        click.echo(f"Repris après la ligne {report.resumed_at}.")
    found = report.outcome
    click.echo(
        f"{_KINDS[report.kind].capitalize()} : {found.new} nouvelles lignes, "
        f"{found.updated} mises à jour, {found.unchanged} inchangées, "
        f"{found.out_of_scope} hors champ, {report.refused_count} refusées."
    )
    for refusal in report.refused[:_SHOWN]:
        click.echo(f"  ligne {refusal.line} : {refusal.reason.value}")
    if report.refused_count > _SHOWN:
        where = f"toutes dans {out}" if out else "--refused DOSSIER les écrit toutes"
        click.echo(f"  … {report.refused_count - _SHOWN} autres ({where}).")
