"""Labels of the full file: its sections, its fields, its sensitive blocks."""

from flask_babel import lazy_gettext as _l

# key -> (title, icon of icons.svg)
SECTIONS = {
    "request": (_l("Demande"), "file-text"),
    "person": (_l("Identité et emploi"), "user"),
    "household": (_l("Foyer"), "users"),
    "income": (_l("Ressources"), "wallet"),
    "current_housing": (_l("Logement actuel"), "house"),
    "wanted_housing": (_l("Logement recherché"), "map-pin"),
    "reasons": (_l("Motifs"), "list-checks"),
    "documents": (_l("Pièces déposées"), "file-check"),
    "other_adults": (_l("Autres adultes"), "user-plus"),
}

# The name of a sensitive block, said when it is closed or empty.
BLOCKS = {
    "nationality": _l("Nationalité"),
    "household": _l("Composition du foyer"),
    "income": _l("Détail des ressources et des revenus"),
    "reasons": _l("Motifs de la demande"),
    "free_text": _l("Précisions écrites"),
    "accessibility": _l("Accessibilité souhaitée"),
    "documents": _l("Pièces du dossier"),
    "other_adults": _l("Codemandeur et colocataires"),
}

FIELDS = {
    "unique_number": _l("Numéro Unique"),
    "kind": _l("Nature"),
    "registered_on": _l("Enregistrée le"),
    "renewed_on": _l("Renouvelée le"),
    "updated_on": _l("Mise à jour le"),
    "birth_name": _l("Nom de naissance"),
    "usual_name": _l("Nom d’usage"),
    "phone": _l("Téléphone"),
    "address": _l("Adresse"),
    "status": _l("Situation professionnelle"),
    "contract": _l("Contrat"),
    "job_title": _l("Poste"),
    "people_to_house": _l("Personnes à loger"),
    "monthly_total_euros": _l("Total mensuel de la personne"),
    "housing_kind": _l("Situation"),
    "landlord_name": _l("Bailleur"),
    "since": _l("Depuis le"),
    "dwelling_type": _l("Type"),
    "surface_m2": _l("Surface"),
    "rent_euros": _l("Loyer"),
    "housing_aid_euros": _l("Aide au logement"),
    "owns_another_home": _l("Propriétaire d’un autre logement"),
    "dwelling_types": _l("Types souhaités"),
    "building": _l("Bâtiment"),
    "flat_share": _l("Colocation"),
    "max_rent_euros": _l("Loyer maximal"),
    "parking": _l("Stationnement"),
    "nationality": _l("Nationalité"),
    "family_status": _l("Situation familiale"),
    "dependants_by_age_band": _l("Personnes à charge"),
    "visiting_children": _l("Enfants en droit de visite"),
    "people_in_current_housing": _l("Personnes dans le logement actuel"),
    "unborn_children": _l("Enfants à naître"),
    "due_date": _l("Naissance attendue le"),
    "disabled_people": _l("Personnes en situation de handicap"),
    "disability_details": _l("Précisions sur le handicap"),
    "alimony_paid_euros": _l("Pension alimentaire versée"),
    "reasons": _l("Motifs de la demande"),
    "free_text": _l("Précisions écrites"),
    "lift": _l("Ascenseur"),
    "ground_floor": _l("Rez-de-chaussée"),
    "adapted_to_disability": _l("Logement adapté au handicap"),
}

ADULT_FIELDS = {
    "link": _l("Lien"),
    "email": _l("E-mail"),
    "phone": _l("Téléphone"),
    "occupation_status": _l("Situation professionnelle"),
    "job_title": _l("Poste"),
}
