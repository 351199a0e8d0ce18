"""What an erasure leaves, and why: the same words before it is asked for and before it is done."""

from flask_babel import gettext as _

Row = tuple[str, str]


def kept_rows() -> tuple[Row, ...]:
    """(what stays, why and how long)."""
    return (
        (
            _("Le journal des lectures"),
            _("Qui a lu, quand et pourquoi, avec des numéros qui ne mènent plus à personne : il "
              "prouve qu’aucune lecture n’a été cachée."),
        ),
        (
            _("Les points attribués par une entreprise"),
            _("Un nombre, un critère et, pour une reprise, son motif : le registre de l’entreprise "
              "reste juste. Rien n’y dit de qui il s’agit."),
        ),
        (
            _("Une ligne « Demande clôturée » chez l’entreprise qui vous voyait"),
            _("Le mois, sans nom ni raison, 13 mois."),
        ),
        (
            _("Ce que d’autres ont déjà reçu"),
            _("Un bailleur garde la candidature qu’on lui a transmise, une entreprise ce qu’elle a "
              "imprimé : demandez-leur de l’effacer."),
        ),
        (
            _("Les sauvegardes déjà faites"),
            _("Elles contiennent encore l’ancien état jusqu’à leur suppression, et ne servent qu’à "
              "réparer une panne."),
        ),
        (
            _("Votre demande de logement social"),
            _("Elle reste au site d’enregistrement, qui n’est pas ce portail."),
        ),
    )  # fmt: skip
