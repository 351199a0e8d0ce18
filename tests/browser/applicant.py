"""What an applicant does on the pages of their door, in French."""

from playwright.sync_api import expect

from tests.browser.mailbox import Mailbox
from tests.browser.people import PASSWORD, Employee
from tests.browser.screen import Screen
from tests.browser.signing import type_password


def sign_up(screen: Screen, who: Employee, mailbox: Mailbox) -> None:
    """From the public page to the confirmed account."""
    screen.go("/demandeur/connexion")
    screen.look()
    screen.click("Créer un compte")
    screen.look()
    screen.tick("Madame")
    screen.fill("Nom", who.surname, exact=True)
    screen.fill("Prénoms", who.first_names)
    screen.fill("Date de naissance", who.birth_date)
    screen.fill("Adresse e-mail", who.email)
    screen.fill("Mot de passe", PASSWORD)
    screen.tick("J’accepte que ces données")
    screen.press("Créer mon compte")
    expect(screen.page.locator("h1")).to_have_text("Consultez votre messagerie")
    screen.look()
    screen.go(mailbox.link(who.email, "Confirmez"))
    screen.look()
    screen.press("Confirmer")
    expect(screen.page.locator("main")).to_contain_text("Votre adresse est confirmée")


def sign_in(screen: Screen, who: Employee) -> None:
    screen.go("/demandeur/connexion")
    type_password(screen, who.email, PASSWORD)
    expect(screen.page).to_have_url(f"{screen.address}/demandeur")
    screen.look()


def import_request(screen: Screen, who: Employee, mailbox: Mailbox) -> None:
    """By Numéro Unique, and the code sent to the registry's address."""
    screen.click("Importer ma demande")
    screen.look()
    screen.fill("Numéro Unique", who.unique_number)
    screen.press("Recevoir un code")
    expect(screen.page.locator("h1")).to_have_text("Saisir le code")
    screen.look()
    screen.fill("Code", mailbox.code(who.registry_email, "code"))
    screen.press("Importer ma demande")
    expect(screen.page.locator("main")).to_contain_text("Votre demande est importée")


def confirm_employer(screen: Screen, company: str, code: str) -> None:
    """The page that follows the import: the employer recognised, the Company Code typed."""
    expect(screen.page.locator("main")).to_contain_text(company)
    screen.look()
    screen.fill("Code Entreprise", code)
    screen.press("Enregistrer et continuer")
    expect(screen.page.locator("h1")).to_have_text("Ce que mon employeur peut voir")


def choose_full_file(screen: Screen, *, sensitive: bool) -> None:
    """Choice 3; the sensitive question has no answer beforehand and must be answered."""
    page = screen.page
    assert page.locator("input[type=radio]:checked").count() == 0
    screen.look()
    screen.tick("Dossier complet", exact=True)
    screen.tick("Jusqu’à ce que je change d’avis")
    screen.press("Enregistrer mon choix")
    expect(page.locator(".error-summary")).to_contain_text("éléments sensibles")
    screen.look(again=True)
    answer = "Tout mon dossier" if sensitive else "Tout sauf les éléments sensibles"
    screen.tick(answer)
    screen.press("Enregistrer mon choix")
    expect(page.locator("main")).to_contain_text("Votre choix est enregistré")


def withdraw(screen: Screen) -> None:
    """Two clicks from the home, no reason asked."""
    screen.go("/demandeur")
    screen.look(again=True)
    screen.click("Ne plus rien montrer")
    screen.look()
    screen.press("Oui, ne plus rien montrer")
    expect(screen.page.locator("main")).to_contain_text("votre employeur ne voit plus rien")
