"""Words of offers that every door says alike."""

from flask_babel import lazy_gettext as _l

from app.offers.eligibility import Verdict

FINANCING = {
    "PLAI": _l("PLAI (très social)"),
    "PLUS": _l("PLUS (social)"),
    "PLS": _l("PLS (social, loyer plus élevé)"),
    "LLI": _l("LLI (intermédiaire)"),
}
BUILDING = {"FLAT": _l("Appartement"), "HOUSE": _l("Maison")}
VERDICT_TONES = {
    Verdict.FINE: ("success", "check"),
    Verdict.ABOVE: ("todo", "triangle-alert"),
    Verdict.UNKNOWN: ("neutral", "circle-help"),
}
