"""What Action Logement's staff do on the pages of their door."""

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.installation import Installation
from tests.browser.people import PASSWORD
from tests.browser.screen import Screen
from tests.browser.signing import set_up_second_factor, type_password
from tests.factories.sirene import SITE_HEADER, UNIT_HEADER, site_line, unit_line


def sign_in(screen: Screen, email: str) -> None:
    screen.go("/action-logement")
    screen.look()
    type_password(screen, email, PASSWORD)
    set_up_second_factor(screen)
    screen.look()


def create_company(installation: Installation, screen: Screen, name: str, siret: str) -> str:
    """A company chosen in SIRENE, its head office in Villeurbanne; the path of its page."""
    _sirene_has(installation, name, siret)
    screen.go("/action-logement/entreprises")
    screen.look()
    screen.click("Créer une entreprise")
    screen.look()
    field = screen.page.get_by_role("searchbox")
    field.fill(" ".join(reversed(name.lower().split())))
    field.press("Enter")
    screen.look()
    screen.click(name.upper())
    screen.look()
    screen.fill("Nom de l’entreprise", name)
    screen.press("Créer l’entreprise")
    expect(screen.page.locator("h1")).to_have_text(name)
    expect(screen.page.locator("main")).to_contain_text("SIRENE, effectif de 2024")
    screen.look()
    return screen.path


def _sirene_has(installation: Installation, name: str, siret: str) -> None:
    """INSEE's two files, loaded by the command."""
    units, sites = (Path(installation.data) / f"{kind}.csv" for kind in ("units", "sites"))
    unit = unit_line(siret[:9], name.upper(), nicSiegeUniteLegale=siret[9:])
    units.write_text(f"{UNIT_HEADER}\n{unit}\n", encoding="utf-8")
    sites.write_text(f"{SITE_HEADER}\n{site_line(siret)}\n", encoding="utf-8")
    installation.run("sirene", "load", str(sites), str(units))


def add_establishment(screen: Screen, company: str, siret: str) -> None:
    screen.go(company)
    screen.click("Ajouter un établissement")
    screen.look()
    screen.fill("SIRET", siret)
    screen.fill("Nom de l’établissement", "Atelier")
    screen.fill("Code postal", "69800")
    screen.fill("Commune", "Saint-Priest")
    screen.press("Ajouter l’établissement")
    expect(screen.page.locator("main")).to_contain_text("Saint-Priest")


def see_as(screen: Screen, company: str) -> None:
    """The preview's pages, by their links: invented people, nothing to press."""
    screen.go(company)
    screen.click("Voir comme l’entreprise")
    screen.look()
    for entry in ("Points", "Candidatures", "Aide", "Salariés"):
        screen.click(entry)
        screen.look()
    screen.click("ALIZÉ Maëlys")
    screen.look()
    assert screen.page.get_by_role("button", name="Ouvrir le dossier").is_disabled()
    screen.click("Revenir au dossier")
    screen.look()
    screen.page.locator(".preview-notice a").click()
    screen.page.wait_for_url(f"**{company}")


def change_state(screen: Screen, company: str, act: str, verb: str, reason: str) -> None:
    """The act's button on the company's page, then the reason and the verb."""
    screen.go(company)
    screen.click(act)
    screen.look()
    screen.fill("Motif", reason)
    screen.press(verb)
    screen.page.wait_for_url(f"**{company}")
    screen.look(again=True)


def issue_code(screen: Screen, company: str) -> str:
    """A code for the whole company; the code as it is printed."""
    screen.go(f"{company}/codes")
    screen.click("Créer un code")
    screen.look()
    screen.fill("Libellé", "Affiche")
    screen.fill("Motif", "À la demande de l’entreprise")
    screen.press("Créer le code")
    screen.go(f"{company}/codes")
    screen.look()
    return screen.page.locator(".code").first.inner_text().strip()


def require_code(screen: Screen, company: str) -> None:
    """A new version of the policy, from today: all choices, the code asked for 2 and 3."""
    screen.go(f"{company}/politiques")
    screen.look()
    screen.click("Nouvelle version")
    screen.look()
    screen.fill("Prend effet le", _today_on(screen))
    screen.tick("Demander un Code Entreprise")
    screen.fill("Motif", "À la demande de l’entreprise")
    screen.press("Enregistrer la version")
    screen.go(f"{company}/politiques")
    expect(screen.page.locator("main")).to_contain_text("code demandé")


def invite_owner(screen: Screen, company: str, email: str) -> None:
    screen.go(f"{company}/utilisateurs")
    screen.look()
    screen.click("Inviter")
    screen.look()
    screen.fill("Adresse e-mail", email)
    screen.tick("Titulaire")
    screen.tick("J’ai vérifié le mandat")
    screen.fill("Motif", "Mandat reçu")
    screen.press("Envoyer l’invitation")
    expect(screen.page.locator("main")).to_contain_text("Invitation envoyée")


def _today_on(screen: Screen) -> str:
    """Today in Paris, which the product counts by."""
    moment = screen.page.evaluate(
        "new Intl.DateTimeFormat('sv-SE', {timeZone: 'Europe/Paris'}).format(new Date())"
    )
    return date.fromisoformat(moment).isoformat()
