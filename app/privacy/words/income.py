"""Monthly resources and supporting documents."""

from flask_babel import lazy_gettext as _l

RESOURCES = {
    "SAL": _l("Salaire ou revenu d’activité"),
    "RET": _l("Retraite"),
    "CHO": _l("Allocation chômage"),
    "PAR": _l("Pension alimentaire reçue"),
    "PINV": _l("Pension d’invalidité"),
    "AF": _l("Allocations familiales"),
    "AAH": _l("Allocation aux adultes handicapés (AAH)"),
    "AEEH": _l("Allocation d’éducation de l’enfant handicapé (AEEH)"),
    "AJPP": _l("Allocation journalière de présence parentale (AJPP)"),
    "RSA": _l("Revenu de solidarité active (RSA)"),
    "AMV": _l("Allocation de minimum vieillesse"),
    "PAJE": _l("Prestation d’accueil du jeune enfant (PAJE)"),
    "BE": _l("Bourse étudiante"),
    "AUT": _l("Autres ressources"),
}

DOCUMENTS = {
    "IDENTITY": _l("Pièce d’identité"),
    "STAY_PERMIT": _l("Titre de séjour"),
    "TAX_NOTICE_N2": _l("Avis d’imposition de l’avant-dernière année"),
    "TAX_NOTICE_N1": _l("Avis d’imposition de la dernière année"),
    "RESOURCES": _l("Justificatifs de ressources"),
    "FAMILY_STATUS": _l("Justificatif de situation familiale"),
    "PREGNANCY": _l("Certificat de grossesse"),
    "PAYSLIPS": _l("Bulletins de salaire"),
    "EMPLOYER_CERTIFICATE": _l("Attestation de l’employeur"),
    "CAF_STATEMENT": _l("Attestation de la CAF"),
    "LEASE": _l("Bail"),
    "RENT_RECEIPT": _l("Quittance de loyer"),
    "HOSTING_LETTER": _l("Attestation d’hébergement"),
    "REASON_EVIDENCE": _l("Justificatif du motif de la demande"),
}
