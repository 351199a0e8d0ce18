"""SIRENE's two files as INSEE publishes them: its column names, its separators, its oddities."""

from collections.abc import Iterator

from stdnum import luhn

UNIT_HEADER = (
    "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,"
    "sigleUniteLegale,sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,"
    "prenom4UniteLegale,prenomUsuelUniteLegale,pseudonymeUniteLegale,"
    "identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,"
    "dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,"
    "anneeCategorieEntreprise,dateDebut,etatAdministratifUniteLegale,nomUniteLegale,"
    "nomUsageUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,"
    "denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
    "nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,"
    "economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale"
)
SITE_HEADER = (
    "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,"
    "trancheEffectifsEtablissement,anneeEffectifsEtablissement,"
    "activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,"
    "etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,"
    "numeroVoieEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionEtablissement,"
    "indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,"
    "libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,"
    "libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,"
    "codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,"
    "codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,"
    "identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,"
    "coordonneeLambertOrdonneeEtablissement,complementAdresse2Etablissement,"
    "numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,"
    "libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,"
    "libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,"
    "codeCommune2Etablissement,codeCedex2Etablissement,libelleCedex2Etablissement,"
    "codePaysEtranger2Etablissement,libellePaysEtranger2Etablissement,dateDebut,"
    "etatAdministratifEtablissement,enseigne1Etablissement,enseigne2Etablissement,"
    "enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,"
    "nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement"
)
TREATED = "2026-10-05T04:12:31"


def siren_number(rank: int) -> str:
    """A valid SIREN, another for each rank under 100 millions."""
    body = f"{rank:08d}"
    return body + luhn.calc_check_digit(body)


def siret_number(siren: str, rank: int = 1) -> str:
    """A valid SIRET of that company."""
    body = f"{siren}{rank:04d}"
    return body + luhn.calc_check_digit(body)


def unit_line(siren: str, name: str = "ATELIERS VAUQUELIN", **changes: str) -> str:
    """One line of StockUniteLegale; `changes` go by column."""
    return _line(
        UNIT_HEADER,
        {
            "siren": siren, "statutDiffusionUniteLegale": "O",
            "dateCreationUniteLegale": "1998-03-01", "trancheEffectifsUniteLegale": "32",
            "anneeEffectifsUniteLegale": "2024", "dateDernierTraitementUniteLegale": TREATED,
            "nombrePeriodesUniteLegale": "4", "categorieEntreprise": "PME",
            "anneeCategorieEntreprise": "2024", "dateDebut": "2015-01-01",
            "etatAdministratifUniteLegale": "A", "denominationUniteLegale": name,
            "categorieJuridiqueUniteLegale": "5710", "activitePrincipaleUniteLegale": "25.62B",
            "nomenclatureActivitePrincipaleUniteLegale": "NAFRev2",
            "nicSiegeUniteLegale": siret_number(siren)[9:], "caractereEmployeurUniteLegale": "O",
        } | changes,
    )  # fmt: skip


def site_line(siret: str, **changes: str) -> str:
    """One line of StockEtablissement; `changes` go by column."""
    return _line(
        SITE_HEADER,
        {
            "siren": siret[:9], "nic": siret[9:], "siret": siret,
            "statutDiffusionEtablissement": "O", "trancheEffectifsEtablissement": "22",
            "anneeEffectifsEtablissement": "2024", "dateDernierTraitementEtablissement": TREATED,
            "etablissementSiege": "true", "numeroVoieEtablissement": "12",
            "typeVoieEtablissement": "RUE", "libelleVoieEtablissement": "DES TILLEULS",
            "codePostalEtablissement": "69100", "libelleCommuneEtablissement": "VILLEURBANNE",
            "codeCommuneEtablissement": "69266", "etatAdministratifEtablissement": "A",
            "activitePrincipaleEtablissement": "25.62B",
        } | changes,
    )  # fmt: skip


def unit_file(count: int, *, first: int = 1, broken_every: int = 0) -> Iterator[str]:
    """A StockUniteLegale of `count` lines under its header, every n-th broken."""
    yield UNIT_HEADER
    for rank in range(first, first + count):
        siren = siren_number(rank)
        if broken_every and rank % broken_every == 0:
            siren = siren[:8] + str((int(siren[8]) + 1) % 10)
        name = f"SOCIETE {_WORDS[rank % 7]} {_WORDS[rank % 5]} {rank}"
        yield unit_line(siren, name)


_WORDS = ("MECANIQUE", "TRANSPORTS", "VAUQUELIN", "SERVICES", "BATIMENT", "DU RHONE", "CONSEIL")


def _line(header: str, cells: dict[str, str]) -> str:
    names = header.split(",")
    unknown = set(cells) - set(names)
    assert not unknown, unknown
    return ",".join(_quoted(cells.get(name, "")) for name in names)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"') else cell
