"""A small Flask app that shows the shells and every component with its states.

For the eyes and for the look tests only; the product never imports it. Invented people and codes.
Run it by hand: `python -m tests.look.gallery`, then open http://127.0.0.1:5099/.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, flash, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, NumberRange

from app.web.shell import NavItem, Shell
from app.web.templating import prepare_templates

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGES = (
    "/",
    "/composants",
    "/formulaire",
    "/employeur",
    "/action-logement",
    "/demandeur",
    "/choix",
    "/connexion",
)
MENU = {
    "employer": (
        ("Accueil", "house"), ("Salariés", "users"), ("Candidatures", "send"), ("Points", "award"),
        ("Rapports", "chart-column"), ("Entreprise", "building-2"), ("Aide", "life-buoy"),
    ),
    "staff": (
        ("Accueil", "house"), ("Entreprises", "building-2"), ("Candidatures", "send"),
        ("Offres", "key-round"), ("Référentiels", "table-2"), ("Statistiques", "chart-column"),
        ("Journaux", "scroll-text"),
    ),
    "applicant": (
        ("Accueil", "house"), ("Ma demande", "file-text"), ("Offres", "key-round"),
        ("Candidatures", "send"), ("Mon choix", "eye"),
    ),
}  # fmt: skip


def answers(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """WTForms 3.3 warns about plain tuples; warnings are errors here."""
    return [SelectChoice(value, label) for value, label in pairs]


class AwardForm(FlaskForm):  # type: ignore[misc]
    """Every kind of field the product uses."""

    siret = StringField("SIRET", validators=[DataRequired()])
    label = StringField("Libellé")
    points = IntegerField(
        "Points à attribuer",
        validators=[
            DataRequired("Indiquez les points à attribuer"),
            NumberRange(max=60, message="Indiquez 60 points au plus : il en reste 60 sur 100."),
        ],
    )
    criterion = SelectField("Critère", choices=answers(("", "Choisir"), ("m", "Mobilité")))
    purpose = RadioField(
        "Pourquoi ouvrez-vous ce dossier ?",
        choices=answers(("S", "Soutenir une candidature"), ("A", "Attribuer des points")),
        validators=[DataRequired("Choisissez un motif")],
    )
    note = TextAreaField("Note de soutien")
    agree = BooleanField("J’ai vérifié le critère", validators=[DataRequired("Cochez la case")])


class ChoiceForm(FlaskForm):  # type: ignore[misc]
    """The applicant's choice, nothing ticked beforehand."""

    choice = RadioField(
        "Choix", choices=answers(("1", "Anonyme"), ("2", "Résumé"), ("3", "Dossier complet"))
    )
    sensitive = RadioField(
        "Avec le dossier complet, que faire des éléments sensibles ?",
        choices=answers(
            ("all", "Tout mon dossier"), ("without", "Tout sauf les éléments sensibles")
        ),
    )


def make_shell(door: str, title: str, current: int) -> Shell:
    """Return a shell with everything in it, the `current`th entry lit."""
    nav = tuple(
        NavItem(label, f"/{door}-{n}", icon, current=n == current, badge=4 if n == 0 else None)
        for n, (label, icon) in enumerate(MENU[door])
    )
    staff = door == "staff"
    return Shell(
        title=title,
        door=door,  # type: ignore[arg-type]
        nav=nav,
        user_name="Bastien Corvisier" if staff else "Hélène Granvallon",
        user_role="Entreprises" if staff else "Gestionnaire",
        company_name="Ateliers Vauquelin" if door == "employer" else None,
        company_detail="4 établissements" if door == "employer" else None,
        language_switch_href="/langue/en",
        sign_out_action="/sortie",
        demo_notice="Démonstration : personnes et entreprises inventées",
        company_switch_href="/changer",
        account_href="/compte",
        help_href="/aide",
        notifications_href="/notifications",
        unread_notifications=2,
        session_seconds=1800,
        session_renew_href="/session",
    )


def create_gallery() -> Flask:
    """Build the app with the product's own templates, policy and StrictUndefined."""
    app = Flask(
        "gallery", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "app/static")
    )
    prepare_templates(app)
    app.config.update(SECRET_KEY="gallery", BABEL_DEFAULT_LOCALE="fr")
    app.jinja_loader.searchpath.append(str(Path(__file__).parent / "templates"))  # type: ignore[union-attr]
    Babel(app)
    CSRFProtect(app)
    app.after_request(add_policy)
    add_pages(app)
    return app


def add_policy(response: Response) -> Response:
    """The very policy of the product: a violation shows in the console, which a test reads."""
    response.headers["Content-Security-Policy"] = POLICY
    return response


def add_pages(app: Flask) -> None:
    """One page per shell, one with every component, one refused form."""

    @app.get("/")
    def home() -> str:
        return render_template(
            "public/home.html",
            demo_notice=None,
            home_href="/",
            language_switch_href="/?langue=en",
            doors={
                "applicant": "/demandeur",
                "employer": "/employeur",
                "staff": "/action-logement",
            },
        )

    @app.get("/composants")
    def components() -> str:
        flash("40 points attribués à 2 salariés.", "success")
        flash("Votre session se termine dans 2 minutes.", "todo")
        return render_template(
            "gallery/components.html", shell=make_shell("employer", "Composants", 1)
        )

    @app.get("/formulaire")
    def form() -> str:
        form = AwardForm(data={"siret": "123 456 782 00010", "points": 80})
        form.validate()
        return render_template(
            "gallery/form.html",
            shell=make_shell("employer", "Attribuer", 3),
            form=form,
            watch="suivre" in request.args,
        )

    for door, path in (
        ("employer", "/employeur"), ("staff", "/action-logement"), ("applicant", "/demandeur")
    ):  # fmt: skip
        add_shell_page(app, door, path)

    @app.get("/choix")
    def choice() -> str:
        return render_template(
            "gallery/choice.html",
            shell=make_shell("applicant", "Ce que mon employeur peut voir", 4),
            form=ChoiceForm(),
        )

    @app.get("/session")
    def renew() -> Response:
        return Response(status=204)

    @app.get("/avancement")
    def percent() -> dict[str, object]:
        return {"percent": 100, "text": "Page 42 sur 42.", "done": True, "href": "/connexion"}

    @app.get("/connexion")
    def sign_in() -> str:
        return render_template(
            "gallery/sign_in.html", form=AwardForm(), language_switch_href="/connexion"
        )


def add_shell_page(app: Flask, door: str, path: str) -> None:
    """A home page in one of the three shells."""

    def page() -> str:
        return render_template(f"gallery/{door}.html", shell=make_shell(door, "Bonjour Odile", 0))

    app.add_url_rule(path, door, page)


if __name__ == "__main__":
    create_gallery().run(port=5099)
