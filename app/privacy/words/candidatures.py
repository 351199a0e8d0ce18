"""The seven steps of a candidature, and the closed list of its outcomes."""

from flask_babel import lazy_gettext as _l

STEPS = {
    1: _l("Déposée"),
    2: _l("Validée"),
    3: _l("Transmise au bailleur"),
    4: _l("Contact et visite"),
    5: _l("Commission"),
    6: _l("Résultat"),
    7: _l("Bail"),
}

OUTCOME_WORDS = {
    "SUBMITTED": _l("Candidature déposée"),
    "VALIDATED": _l("Candidature validée"),
    "INVALIDATED": _l("Candidature non validée"),
    "TRANSMITTED": _l("Transmise au bailleur"),
    "CONTACTED": _l("Contact du bailleur"),
    "VISIT_PLANNED": _l("Visite prévue"),
    "COMMITTEE_PLANNED": _l("Commission prévue"),
    "AWARDED": _l("Logement attribué"),
    "NOT_AWARDED": _l("Logement non attribué"),
    "REJECTED": _l("Candidature refusée"),
    "OFFER_NOTIFIED": _l("Proposition notifiée"),
    "ACCEPTED": _l("Proposition acceptée"),
    "DECLINED": _l("Proposition déclinée"),
    "SILENCE": _l("Proposition restée sans réponse"),
    "LEASE_SIGNED": _l("Bail signé"),
    "CANCELLED": _l("Candidature annulée"),
    "OFFER_FILLED": _l("Logement pourvu"),
    "NO_ANSWER": _l("Sans réponse du bailleur"),
    "CORRECTED": _l("Suivi corrigé"),
}

# Outcomes that end a candidature. Spec §5.
ENDED = frozenset(
    {"INVALIDATED", "NOT_AWARDED", "REJECTED", "DECLINED", "SILENCE", "LEASE_SIGNED",
     "CANCELLED", "OFFER_FILLED", "NO_ANSWER"}
)  # fmt: skip
