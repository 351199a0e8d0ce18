"""Sentences about the installation itself, shown above every page."""

from flask_babel import gettext as _

from app.web.portal import portal


def demo_notice() -> str | None:
    """What a demonstration says of itself, None on a real installation."""
    settings = portal().settings
    if not settings.second_factor:
        return _(
            "Démonstration : personnes et entreprises inventées. "
            "La double authentification est désactivée."
        )
    if settings.demo:
        return _("Démonstration : personnes et entreprises inventées.")
    return None
