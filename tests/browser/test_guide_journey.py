"""The journey of the AL'in guide, from the account to the lease, each actor at their own door:
the applicant on a wide page in French and on a telephone in English, an adviser, a landlord's file.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.db.engines import Database
from tests.app.landlords.files import a_decision_line, an_offer_line
from tests.browser import staff
from tests.browser.conftest import NewScreen
from tests.browser.installation import Installation
from tests.browser.mailbox import Mailbox
from tests.browser.people import PASSWORD, Employee, an_employee, registry_has
from tests.browser.screen import Screen
from tests.factories.companies import a_company

pytestmark = pytest.mark.browser
SUBMIT = "main form button[type=submit]"
# What the two languages call what this journey reads.
WORDS = {
    "fr-FR": {
        "confirm": "Confirmez votre adresse", "code": "code", "step": "Étape 7",
        "ready": "Vous pouvez candidater",
        "apply": "Déposer ma candidature", "answer": "Accepter ce logement",
        "lease": "Bail signé", "wait": "Avant de donner congé",
    },
    "en-GB": {
        "confirm": "Confirm your e-mail address", "code": "code to import", "step": "Step 7",
        "ready": "You may apply",
        "apply": "Submit my application", "answer": "Accept this dwelling",
        "lease": "Lease signed", "wait": "Before giving notice",
    },
}  # fmt: skip


class Landlord:
    """Says by file what becomes of one candidature."""

    def __init__(self, installation: Installation, reference: str, number: str) -> None:
        self._run = installation
        self._folder = Path(installation.data)
        self._reference, self._number = reference, number

    def offers(self) -> None:
        day = datetime.now(UTC).date().isoformat()
        line = an_offer_line(
            reference=self._reference, residence=f"Résidence {self._reference}", published_on=day
        )
        self._load("offers", line)

    def says(self, event: str, **more: object) -> None:
        line = a_decision_line(
            self._number, event, offer_reference=self._reference,
            event_id=f"{self._reference}-{event}", occurred_at=datetime.now(UTC).isoformat(),
        )  # fmt: skip
        self._load("decisions", {**line, **more})

    def _load(self, what: str, line: dict[str, object]) -> None:
        file = self._folder / f"{what}.jsonl"
        file.write_text(json.dumps(line) + "\n")
        assert "1 prises" in self._run.run(what, "load", str(file))


def _an_adviser(installation: Installation, width: int) -> str:
    email = f"conseil{width}@al.example"
    installation.run(
        "staff", "add", "--email", email, "--name", "Alix Montferrand", "--role", "ADVISER",
        "--password-stdin", typed=PASSWORD + "\n",
    )  # fmt: skip
    return email


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "locale"), [(1280, "fr-FR"), (390, "en-GB")])
def test_from_the_account_to_the_lease(
    installation: Installation, prepared: Database, new_screen: NewScreen, mailbox: Mailbox,
    width: int, locale: str,
) -> None:  # fmt: skip
    company = a_company(prepared, name=f"Tissages {width}")
    who = an_employee(company.siret, f"Parcours{width}".replace("1", "i").replace("0", "o"))
    registry_has(installation, who)
    landlord = Landlord(installation, f"G-{width}", who.unique_number)
    landlord.offers()
    screen, words = new_screen(width=width, locale=locale), WORDS[locale]
    _opens_an_account(screen, who, mailbox, words["confirm"])
    _takes_the_tour(screen)
    _imports(screen, who, mailbox, words["code"])
    _confirms_the_employer_and_shows_nothing(screen)
    _prepares_the_documents(screen, words)
    _applies(screen, f"G-{width}", words)
    at_staff = new_screen()
    staff.sign_in(at_staff, _an_adviser(installation, width))
    _adviser_validates_and_transmits(at_staff, f"G-{width}")
    for event in ("CONTACTED", "VISIT_PLANNED", "COMMITTEE_PLANNED", "AWARDED", "OFFER_NOTIFIED"):
        landlord.says(event)
    _accepts(screen, words)
    landlord.says("LEASE_SIGNED")
    screen.go("/demandeur/candidatures")
    expect(screen.page.locator("main")).to_contain_text(words["lease"])
    screen.look(again=True)


def _send(screen: Screen) -> None:
    with screen.page.expect_navigation():
        screen.page.locator(SUBMIT).first.click()


def _field(screen: Screen, name: str) -> Callable[[str], None]:
    return screen.page.locator(f"main [name={name}]").fill


def _opens_an_account(screen: Screen, who: Employee, mailbox: Mailbox, subject: str) -> None:
    screen.go("/demandeur/inscription")
    screen.page.locator("[name=civility]").first.check()
    for name in ("surname", "first_names", "birth_date", "email"):
        _field(screen, name)(getattr(who, name))
    _field(screen, "password")(PASSWORD)
    screen.page.locator("[name=consent]").check()
    _send(screen)
    screen.go(mailbox.link(who.email, subject))
    _send(screen)
    _field(screen, "email")(who.email)
    _field(screen, "password")(PASSWORD)
    _send(screen)
    screen.look()


def _imports(screen: Screen, who: Employee, mailbox: Mailbox, subject: str) -> None:
    screen.go("/demandeur/demande/numero")
    screen.look()
    _field(screen, "number")(who.unique_number)
    _send(screen)
    _field(screen, "code")(mailbox.code(who.registry_email, subject))
    _send(screen)
    screen.look()


def _confirms_the_employer_and_shows_nothing(screen: Screen) -> None:
    """Anonymous keeps every offer."""
    _send(screen)
    assert screen.path == "/demandeur/choix"
    screen.look()
    screen.page.locator("input[name=choice][value='1']").check()
    _send(screen)
    screen.look(again=True)


def _takes_the_tour(screen: Screen) -> None:
    """Step by step from the home to the home."""
    screen.page.locator("main a[href='/demandeur/decouverte']").click()
    while True:
        screen.look(again=True)
        onwards = screen.page.locator("main form a.button-primary")
        if not onwards.count():
            break
        onwards.click()
    _send(screen)
    assert screen.path == "/demandeur"


def _prepares_the_documents(screen: Screen, words: dict[str, str]) -> None:
    screen.go("/demandeur/pieces")
    screen.look()
    for box in screen.page.locator("input[name=document]").all():
        box.check()
    _send(screen)
    expect(screen.page.locator("main")).to_contain_text(words["ready"])
    screen.look(again=True)


def _applies(screen: Screen, reference: str, words: dict[str, str]) -> None:
    screen.go("/demandeur/offres")
    screen.look()
    screen.page.get_by_role("link", name=f"Résidence {reference}").first.click()
    screen.look()
    screen.page.locator("a[href$='/candidater']").click()
    screen.look()
    screen.press(words["apply"])
    assert screen.path == "/demandeur/candidatures"
    expect(screen.page.locator("main")).to_contain_text(f"Résidence {reference}")
    screen.look(again=True)


def _adviser_validates_and_transmits(screen: Screen, reference: str) -> None:
    page = screen.page
    screen.go("/action-logement/candidatures")
    screen.look()
    page.get_by_role("link", name=f"Résidence {reference}").first.click()
    screen.look()
    page.locator("input[name=purpose]").first.check()
    screen.press("Ouvrir le dossier")
    screen.look()
    screen.press("Valider la candidature")
    expect(page.locator("body")).to_contain_text("Candidature validée")
    screen.go("/action-logement/offres")
    page.get_by_role("link", name=f"Résidence {reference}").first.click()
    screen.look()
    page.locator("a[href$='/transmettre']").click()
    screen.look()
    _send(screen)


def _accepts(screen: Screen, words: dict[str, str]) -> None:
    screen.go("/demandeur/candidatures")
    expect(screen.page.locator("main")).to_contain_text(words["wait"])
    screen.look(again=True)
    screen.page.locator("a[href$='/repondre/accepter']").click()
    screen.look()
    screen.press(words["answer"])
    screen.look(again=True)
