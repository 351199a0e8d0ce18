"""A file for a new version of a table, and the last word before it is kept."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField

from admin.version_form import VersionForm
from app.dated.kind import Kind
from app.dated.reading import MOST_BYTES, FileRefused, ReadTable, read_table


class LoadForm(VersionForm):
    """`table` is set once the file was read."""

    file = FileField(
        _l("Fichier"),
        description=_l("CSV enregistré par un tableur, de 4 Mo au plus. Les lignes inexactes sont "
                       "listées avec leur motif."),
        render_kw={"accept": ".csv,.txt", "required": True},
    )  # fmt: skip

    table: ReadTable

    def read(self, kind: Kind, today: date) -> bool:
        """Whether the day is possible and the file can be read; else the fields say why not."""
        if self.day() < today:
            self.effective_on.errors = [
                _("Une version prend effet aujourd’hui au plus tôt\u00a0: le passé reste expliqué.")
            ]
        content = self.file.data.read(MOST_BYTES + 1) if self.file.data else b""
        try:
            self.table = read_table(kind, content, self.day())
        except FileRefused as refused:
            self.file.errors = [_file_words(kind, refused)]
        return not self.errors


class KeepForm(FlaskForm):
    """`without` is asked where lines were refused."""

    without = BooleanField(_l("Enregistrer sans les lignes refusées"))


def _file_words(kind: Kind, refused: FileRefused) -> str:
    if refused.reason == "HEADINGS":
        names = {column.name: str(column.label) for column in kind.columns}
        return _(
            "La première ligne doit nommer les colonnes. Il manque\u00a0: %(names)s.",
            names=", ".join(names[one] for one in refused.missing),
        )
    return {
        "EMPTY": _("Joignez un fichier qui contient au moins une ligne."),
        "TOO_LARGE": _("Ce fichier dépasse 4 Mo ou 60 000 lignes."),
    }.get(
        refused.reason,
        _(
            "Ce fichier n’est pas un tableau CSV\u00a0: enregistrez-le au format CSV depuis le "
            "tableur."
        ),
    )


def version_words(reason: str) -> str:
    """Why a version was not kept."""
    return {
        "IN_THE_PAST": _("Le jour choisi est passé\u00a0: chargez de nouveau le fichier."),
        "NOT_WHOLE": _("Il manque des lignes à ce tableau\u00a0: complétez le fichier."),
        "NO_LINE": _("Aucune ligne de ce fichier ne peut être gardée."),
        "REFUSED_LINES": _(
            "Des lignes sont refusées\u00a0: corrigez le fichier, ou cochez la case."
        ),
    }.get(
        reason,
        _("Une autre version vient d’être enregistrée\u00a0: relisez-la, puis chargez de nouveau "
          "le fichier."),
    )  # fmt: skip
