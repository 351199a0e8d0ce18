"""What to do when the registry does not answer, or the registered person is somebody else."""

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
        "le code de nouveau. Si elle est dans votre compte, corrigez-la dans "
        "«\u00a0Mon compte\u00a0», ou appelez le 0970 800 800."
    )
    return [*(said[one] for one in what), advice]


def changed_identity(what: tuple[Differs, ...]) -> list[str]:
    """The same for a request already here: it can only be deleted and imported again."""
    sentences = identity_advice(what)[:-1]
    advice = _(
        "Votre demande ne peut plus être mise à jour ici. Supprimez-la de ce site, corrigez votre "
        "identité dans «\u00a0Mon compte\u00a0» si elle est inexacte, puis importez la demande de "
        "nouveau. Son Numéro Unique et son ancienneté ne changent pas."
    )
    return [*sentences, advice]


def no_answer() -> str:
    """The registration system is down, or says what nobody can read."""
    return _(
        "Le système d’enregistrement ne répond pas pour le moment. Rien n’est perdu\u00a0: "
        "réessayez dans quelques minutes."
    )


def code_first() -> str:
    """A request of before imports went by a code."""
    return _(
        "Votre demande a été importée avant le 20 avril 2021. Confirmez-la une fois par un code : "
        "ensuite, «\u00a0Mettre à jour\u00a0» suffira."
    )
