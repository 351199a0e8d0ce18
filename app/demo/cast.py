"""Who plays in the demonstration: invented companies, their people, Action Logement's staff.

Numbers of companies begin with 1: INSEE gives no private company such a one.
"""

from dataclasses import dataclass

from stdnum import luhn

from app.demo.people import DemoEstablishment

# Keeps every door's rules; it is printed, and settings refuse demonstrations in production.
PASSWORD = "Demo-Logement-2026"  # nosec B105  # noqa: S105  known to everybody, on purpose
EVERYTHING = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Site:
    """label, address, postcode, INSEE code."""

    label: str
    address: str
    postcode: str
    insee_code: str


@dataclass(frozen=True, slots=True)
class Company:
    """`number` gives SIREN and SIRETs; `choices` is the policy in force, after an older one."""

    number: int
    name: str
    sites: tuple[Site, ...]
    band: str = "22"
    sector: str = "NON_AGRICULTURAL"
    choices: tuple[int, ...] = EVERYTHING
    code_required: bool = False
    ends_as: str = "ACTIVE"

    @property
    def siren(self) -> str:
        return with_check_digit(f"{self.number:08}")

    def siret(self, index: int) -> str:
        """Of the n-th site, from 0."""
        return with_check_digit(f"{self.siren}{index + 1:04}")

    @property
    def places(self) -> tuple[DemoEstablishment, ...]:
        """The establishments, as invented requests name them."""
        return tuple(
            DemoEstablishment(self.siret(n), self.name, site.insee_code, site.postcode)
            for n, site in enumerate(self.sites)
        )


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the employers' or the staff's door. `site` limits a member to one, by number."""

    name: str
    email: str
    role: str
    site: int | None = None


def with_check_digit(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


VAUQUELIN = Company(
    12_345_678,
    "Ateliers Vauquelin",
    (
        Site("Siège et atelier", "12 rue de la Soie", "69100", "69266"),
        Site("Atelier", "4 allée des Forges", "69800", "69290"),
        Site("Agence", "8 quai de la Loire", "44400", "44143"),
        Site("Dépôt", "31 avenue des Cascades", "69150", "69275"),
    ),
    band="32",
    code_required=True,
)
HAUTEFAGE = Company(
    10_000_012, "Transports Hautefage",
    (Site("Siège", "2 boulevard des Quais", "69200", "69259"),),
)  # fmt: skip
COMPANIES = (
    VAUQUELIN,
    HAUTEFAGE,
    Company(10_000_023, "Cliniques du Val Clair",
            (Site("Clinique", "17 rue des Hautes-Herbes", "44000", "44109"),), band="41"),
    Company(10_000_034, "Boulangeries Montelimoux",
            (Site("Siège", "5 rue du Fournil", "59000", "59350"),), band="11"),
    Company(10_000_045, "Électronique Clairvigny",
            (Site("Usine", "9 chemin des Ondes", "38000", "38185"),), choices=(1, 2)),
    Company(10_000_056, "Propreté Villedieu",
            (Site("Agence", "40 rue des Eaux-Vives", "75011", "75111"),), code_required=True),
    Company(10_000_067, "Laboratoires Estraval",
            (Site("Laboratoire", "1 rue des Éprouvettes", "67000", "67482"),)),
    Company(10_000_078, "Chantiers Rochemaure",
            (Site("Cale", "3 quai des Charpentiers", "44600", "44184"),), band="21"),
    Company(10_000_089, "Hôtels Belleroche",
            (Site("Hôtel", "22 rue du Port-Neuf", "13003", "13203"),), band="12"),
    Company(10_000_101, "Fermes du Lormois",
            (Site("Exploitation", "Route des Silos", "28000", "28085"),),
            band="21", sector="AGRICULTURAL"),
    Company(10_000_112, "Textiles Dambreville",
            (Site("Filature", "6 rue des Métiers", "59100", "59512"),), ends_as="SUSPENDED"),
    Company(10_000_123, "Services Chantereine",
            (Site("Bureaux", "14 cours des Platanes", "33000", "33063"),), ends_as="PENDING"),
)  # fmt: skip

STAFF = (
    Person("Bastien Corvisier", "entreprises@action-logement.example", "COMPANY_MANAGER"),
    Person("Salomé Peyraval", "conseil@action-logement.example", "ADVISER"),
    Person("Armand Quincaval", "audit@action-logement.example", "AUDITOR"),
)
# Made last of all: who finds this account finds a demonstration that is complete.
ADMINISTRATOR = Person("Yaëlle Tournois", "administration@action-logement.example", "ADMINISTRATOR")
MEMBERS = (
    (VAUQUELIN, Person("Odile Ferrandeau", "odile.ferrandeau@vauquelin.example", "OWNER")),
    (VAUQUELIN, Person("Hélène Granvallon", "helene.granvallon@vauquelin.example", "MANAGER")),
    (VAUQUELIN, Person("Rachid Sorbiers", "rachid.sorbiers@vauquelin.example", "READER", site=2)),
    (VAUQUELIN, Person("Maud Trémoncel", "cse@vauquelin.example", "COMMISSION")),
    (VAUQUELIN, Person("Bruno Lormage", "bruno.lormage@conseil-rh.example", "MANAGER")),
    (HAUTEFAGE, Person("Bruno Lormage", "bruno.lormage@conseil-rh.example", "OWNER")),
    *(
        (company, Person("Claire Aubois", f"rh@societe{company.number % 1000}.example", "OWNER"))
        for company in COMPANIES[2:]
    ),
)


@dataclass(frozen=True, slots=True)
class Lead:
    """An applicant with a name to be remembered, who works at the first site of Vauquelin."""

    civility: str
    surname: str
    first_names: str
    birth_date: str
    email: str


NADIA = Lead("MME", "Boisclair", "Nadia", "1991-03-14", "nadia.boisclair@courriel.example")
INES = Lead("MME", "Mirandeuil", "Inès, Flore", "1994-02-03", "ines.mirandeuil@courriel.example")
THEO = Lead("M", "Solvert", "Théo", "1988-10-27", "theo.solvert@courriel.example")
# In the registry only: whoever visits signs up as this person.
LOU = Lead("MME", "Chantereine", "Lou", "1996-06-21", "lou.chantereine@courriel.example")
LEADS = (NADIA, INES, THEO, LOU)
