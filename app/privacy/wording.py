"""Words for the rule: the label of each field and block, the name of each choice.

Screens, PDFs, receipts and docs read them here, so that one thing has one name everywhere.
What a person consents to has dated versions: app/consent/texts.py.
"""

from flask_babel import lazy_gettext as _l

from app.privacy.rule import Choice

CHOICE_NAMES = {
    Choice.ANONYMOUS: _l("Anonyme"),
    Choice.SUMMARY: _l("Résumé"),
    Choice.FULL_FILE: _l("Dossier complet"),
}

SUMMARY_LABELS = {
    "civility": _l("Civilité"),
    "surname": _l("Nom"),
    "first_names": _l("Prénoms"),
    "birth_date": _l("Date de naissance"),
    "email": _l("E-mail"),
    "employer_name": _l("Employeur"),
    "employer_siret": _l("SIRET de l’employeur"),
    "several_employers": _l("Plusieurs employeurs"),
    "workplace": _l("Lieu de travail"),
    "current_commune": _l("Commune du logement actuel"),
    "wanted_location": _l("Localisation souhaitée"),
}

NOT_SHARED = _l("Non communiqué")
NOT_GIVEN = _l("Non renseigné")
NOTHING_DECLARED = _l("Rien de déclaré")
NOT_SHARED_ROW = _l("Non partagée")
