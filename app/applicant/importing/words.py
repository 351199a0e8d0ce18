"""What to do when the registered person is not the one who signed up."""

from flask_babel import gettext as _

from app.registry.identity import Differs


def identity_advice(what: tuple[Differs, ...]) -> list[str]:
    """One sentence per difference, then what to do. No value of the registry is repeated."""
    said = {
        Differs.SURNAME: _("Le nom de la demande n’est pas celui de votre compte."),
        Differs.FIRST_NAMES: _("Le premier prénom de la demande n’est pas celui de votre compte."),
        Differs.BIRTH_DATE: _(
            "La date de naissance de la demande n’est pas celle de votre compte."
        ),
    }
    advice = _(
        "Si l’erreur est dans la demande, corrigez-la sur le site d’enregistrement, puis saisissez "
        "le code de nouveau. Si elle est dans votre compte, appelez le 0970 800 800."
    )
    return [*(said[one] for one in what), advice]


def no_answer() -> str:
    """The registration system is down, or says what nobody can read."""
    return _(
        "Le système d’enregistrement ne répond pas pour le moment. Rien n’est perdu\u00a0: "
        "réessayez dans quelques minutes."
    )
