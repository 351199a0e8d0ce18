"""One story through the three doors: a company arrives, an employee shows a file, takes it back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import applicant, hr, staff
from tests.browser.conftest import NewScreen
from tests.browser.installation import Installation
from tests.browser.mailbox import Mailbox
from tests.browser.people import PASSWORD, Employee, an_employee, registry_has
from tests.browser.screen import Screen
from tests.factories.companies import a_siren, a_siret
from tests.pdf_text import page_text

pytestmark = pytest.mark.browser
COMPANY, NAME = "Ateliers Vauquelin", "AUBERNON Inès, Flore"
AGENT, OWNER = "agent.parcours@al.example", "odile.granvallon@entreprise.example"
NOBODY = "Aucun salarié à afficher"


@pytest.mark.timeout(600)
def test_from_the_company_s_first_day_to_the_last_look(
    installation: Installation, new_screen: NewScreen, mailbox: Mailbox, tmp_path: Path
) -> None:
    siren = a_siren()
    who = an_employee(a_siret(siren), "Aubernon")
    registry_has(installation, who)
    at_staff, at_hr, at_home = new_screen(), new_screen(), new_screen()
    company, code = _company_opens(installation, at_staff, siren)
    _first_day(at_hr, mailbox)
    _employee_shows_everything_but(at_home, who, mailbox, code)
    file, report = _hr_reads_and_prints(at_hr, who, tmp_path)
    open_tab = _second_tab(at_hr, file)
    _employee_sees_and_withdraws(at_home)
    _nothing_is_left(at_hr, open_tab, report)
    staff.change_state(at_staff, company, "Suspendre", "Suspendre l’entreprise", "Mandat échu")
    at_hr.go("/employeur")
    assert "L’accès de votre entreprise n’est pas ouvert" in at_hr.text
    at_hr.look(again=True)


def _company_opens(installation: Installation, screen: Screen, siren: str) -> tuple[str, str]:
    """The company's page, and its code."""
    installation.run(
        "staff", "add", "--email", AGENT, "--name", "Bastien Corvisier",
        "--role", "COMPANY_MANAGER", "--password-stdin", typed=PASSWORD + "\n",
    )  # fmt: skip
    staff.sign_in(screen, AGENT)
    company = staff.create_company(installation, screen, COMPANY, a_siret(siren))
    staff.add_establishment(screen, company, a_siret(siren, 2))
    staff.change_state(
        screen, company, "Vérifier et activer", "Activer l’entreprise", "Mandat conforme"
    )
    code = staff.issue_code(screen, company)
    staff.require_code(screen, company)
    staff.invite_owner(screen, company, OWNER)
    staff.see_as(screen, company)
    return company, code


def _first_day(screen: Screen, mailbox: Mailbox) -> None:
    """The owner's first page says what will appear, and counts nobody."""
    hr.accept_invitation(screen, OWNER, mailbox)
    expect(screen.page.locator("main")).to_contain_text("Vos salariés apparaîtront ici")
    screen.look()
    screen.go("/employeur/salaries")
    assert NOBODY in screen.text


def _employee_shows_everything_but(
    screen: Screen, who: Employee, mailbox: Mailbox, code: str
) -> None:
    applicant.sign_up(screen, who, mailbox)
    applicant.sign_in(screen, who)
    applicant.import_request(screen, who, mailbox)
    applicant.confirm_employer(screen, COMPANY, code)
    applicant.choose_full_file(screen, sensitive=False)
    screen.look(again=True)
    screen.click("Mes choix passés")
    assert "Dossier complet (tout sauf les éléments sensibles)" in screen.text
    screen.look()


def _hr_reads_and_prints(screen: Screen, who: Employee, folder: Path) -> tuple[str, str]:
    """Paths of the file and of the report."""
    hr.find(screen, "aubernon", NAME)
    hr.open_file(screen, "Soutenir une candidature")
    file = screen.path
    assert "non communiqué" in screen.text.lower()
    assert "Mobilité réduite" not in screen.text
    words = page_text(hr.print_to(screen, folder))
    assert "AUBERNON" in words
    assert who.unique_number in "".join(words.split())
    assert "Mobilité réduite" not in words
    report = screen.path
    screen.go("/employeur/rapports")
    assert NAME in screen.text
    screen.look()
    return file, report


def _second_tab(screen: Screen, file: str) -> Screen:
    """The file stays open in another tab while its person decides otherwise."""
    tab = screen.another_tab()
    tab.go(file)
    expect(tab.page.locator("h1")).to_have_text(NAME)
    return tab


def _employee_sees_and_withdraws(screen: Screen) -> None:
    screen.go("/demandeur/consultations")
    for words in ("Odile Granvallon", COMPANY, "soutenir une candidature"):
        assert words in screen.text
    screen.look()
    applicant.withdraw(screen)


def _nothing_is_left(screen: Screen, open_tab: Screen, report: str) -> None:
    """The open tab, the list and the PDF's link answer as for somebody who never was."""
    with open_tab.refused(404):
        open_tab.page.reload()
    assert NAME not in open_tab.page.content()
    screen.go("/employeur/salaries?q=aubernon")
    assert NOBODY in screen.text
    with screen.refused(404):
        screen.go(f"{report}/pdf")
    screen.go("/employeur/rapports")
    assert "Demande clôturée" in screen.text
    assert "AUBERNON" not in screen.page.content()
