"""The family's blueprint, its address, and what its pages share."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from admin.frame import frame

blueprint = Blueprint("staff_journals", __name__)
ROOT = "/action-logement/journaux"


def page(template: str, title: str, current: str, **values: object) -> str:
    """A page of this family, under its tabs."""
    return render_template(
        f"admin/journals/{template}.html",
        shell=frame(title, "journals"),
        tabs=tuple(
            (label, url_for(f".{key}"), key == current, None)
            for key, label in (
                ("search", _("Recherche")),
                ("person", _("Autour d’une personne")),
                ("check", _("Vérification de la chaîne")),
                ("kept", _("Durées de conservation")),
            )
        ),
        **values,
    )
