"""Why a scale cannot be published, in words that say what to do."""

from flask_babel import gettext as _


def scale_words(reason: str) -> str:
    """The sentence for a reason of app.points.policy.check_scale() or set_scale()."""
    if reason.startswith("GROUND_"):
        return _(
            "Ce critère repose sur %(ground)s : un barème n’en tient jamais compte (code du "
            "travail, article L1132-1). Choisissez un critère lié à l’emploi ou au logement.",
            ground=_ground(reason.removeprefix("GROUND_")),
        )
    return {
        "NO_CRITERION": _("Ajoutez au moins un critère, avec ses points."),
        "TOO_MANY": _("Gardez 12 critères au plus."),
        "BUDGET_RANGE": _("Indiquez un budget de 0 à 10 000 000 points."),
        "CAP_RANGE": _("Indiquez un plafond de 1 à 100 000 points."),
        "LABEL": _("Donnez un libellé de 80 caractères au plus."),
        "LABEL_TWICE": _("Deux critères portent ce libellé : changez-en un."),
        "POINTS_RANGE": _("Indiquez de 1 point au plafond par demande."),
        "PAST": _("Une version ne prend jamais effet dans le passé : choisissez un autre jour."),
        "STALE": _(
            "Quelqu’un a publié une autre version entre-temps. Vos réponses sont gardées : "
            "comparez-les au barème ci-dessous, puis publiez à nouveau."
        ),
        "NOT_ALLOWED": _("Votre rôle ne le permet plus."),
    }[reason]


def _ground(ground: str) -> str:
    return {
        "ORIGIN": _("l’origine"),
        "SEX": _("le sexe"),
        "HEALTH": _("la santé"),
        "NAME": _("le nom"),
        "UNION": _("l’appartenance syndicale"),
        "PREGNANCY": _("la grossesse ou une naissance"),
        "NATIONALITY": _("la nationalité"),
    }[ground]
