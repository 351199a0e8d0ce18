"""Staff decide with evidence; a company's own owners decide where there are any."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from app.companies.policy import Refused, Stale
from app.db.engines import Database
from app.db.transaction import transaction
from app.joining.deciding import accept_request
from tests.admin.companies.conftest import Enter
from tests.admin.joining.conftest import ADDRESS, ONE, PDF, SMALL
from tests.app.accounts.letters import Letterbox, link_of
from tests.client import Client, Page
from tests.factories.accounts import an_owner
from tests.factories.companies import a_company, the_company_manager
from tests.factories.sirene import siret_number

Confirm = Callable[..., None]
QUEUE = "/action-logement/demandes"
CHECK = {"way": "PHONE_REGISTER", "words": "Standard du registre, mandat confirmé"}


def open_first(client: Client) -> Page:
    page = client.get(f"{QUEUE}?etat=tous")
    link = page.dom.select_one("th[scope=row] a")
    assert link is not None
    return client.get(str(link["href"]))


def acts(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT act FROM journal_line WHERE act LIKE 'JOIN%'")))


def test_a_company_from_its_request_to_its_first_owner(
    app: Flask, reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    confirmed()
    home = manager.get("/action-logement")
    assert "1 demande d’inscription attend une décision" in home.text
    page = open_first(manager)
    assert "250 à 499 salariés" in page.text
    assert "SIRENE, effectif de 2024" in page.text
    refused = manager.submit(page, {"reason": "Conforme"}, form="acceptation")
    assert "Notez d’abord la vérification du contact officiel." in refused.text
    page = manager.submit(page, CHECK, form="verification")
    assert "Standard du registre, mandat confirmé" in page.text
    assert "Personne Company_Manager" in page.text
    page = manager.submit(page, {"reason": "Mandat et SIRET conformes"}, form="acceptation")
    assert "Entreprise active" in page.text
    mail = letters.the_mail()
    assert mail["To"] == ADDRESS
    invited = Client(app).get(link_of(mail))
    assert "FONDERIE DU RHÔNE" in invited.text
    assert "Titulaire" in invited.text
    company = manager.get(f"/action-logement/entreprises?q={ONE}")
    assert "Active" in company.text
    assert acts(reference) == ["JOIN_CONTACT_CHECKED", "JOIN_ACCEPTED"]


def test_the_proof_is_handed_out_to_who_decides_alone_and_its_reading_is_noted(
    app: Flask, reference: Database, confirmed: Confirm, enter: Enter
) -> None:
    confirmed()
    manager = enter("COMPANY_MANAGER")
    page = open_first(manager)
    path = f"{page.response.request.path}/justificatif"
    got = manager.get(path)
    assert got.response.data == PDF
    assert got.response.headers["Content-Disposition"] == 'attachment; filename="mandat.pdf"'
    for role in ("ADVISER", "AUDITOR"):
        assert enter(role).get(path).status == 403
        assert enter(role).get(QUEUE).status == 403
    assert Client(app).get(path).status == 303
    assert acts(reference) == ["JOIN_PROOF_READ"]


def test_a_refusal_tells_its_reason_and_never_what_staff_noted(
    reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    confirmed(siret_number(SMALL))
    page = open_first(manager)
    assert "Effectif insuffisant" in page.text
    values = {"why": "ELIGIBILITY", "note": "zqnote interne"}
    page = manager.submit(page, values, form="refus")
    assert "Refusée" in page.text
    assert "zqnote interne" in page.text
    mail = letters.the_mail().get_body(("plain",))
    assert mail is not None
    assert "compter au moins 10 salariés" in mail.get_content()
    assert "zqnote" not in mail.get_content()


def test_what_is_not_eligible_is_not_accepted_and_nothing_is_created(
    reference: Database, confirmed: Confirm, manager: Client
) -> None:
    confirmed(siret_number(SMALL))
    page = manager.submit(open_first(manager), CHECK, form="verification")
    page = manager.submit(page, {"reason": "Conforme"}, form="acceptation")
    assert "L’effectif est inférieur au seuil de son secteur" in page.text
    with reference.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM company")) == 0


def test_a_company_that_waits_is_verified_and_one_without_owner_gets_its_first(
    reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    company = a_company(reference, siren=ONE, status="PENDING")
    confirmed(company.siret)
    page = manager.submit(open_first(manager), CHECK, form="verification")
    manager.submit(page, {"reason": "Mandat conforme"}, form="acceptation")
    shown = manager.get(f"/action-logement/entreprises/{company.id}")
    assert "Vérifiée et active" in shown.text
    assert "Mandat conforme" in shown.text
    assert letters.the_mail()["To"] == ADDRESS


def test_owners_decide_where_there_are_any_and_whoever_asked_learns_nothing(
    app: Flask, reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    company = a_company(reference, siren=ONE)
    owner = an_owner(reference, company.id)
    confirmed(company.siret)
    page = open_first(manager)
    assert "L’entreprise a déjà 1 titulaire" in page.text
    assert page.dom.find("form", id="acceptation") is None
    page = manager.submit(page, form="transmission")
    assert "Transmise aux titulaires" in page.text
    assert [mail["To"] for mail in letters.new_mails()] == [owner.email]
    colleague = Client(app).enter_as(
        "employer", owner.account_id, membership_id=owner.membership_id
    )
    team = colleague.get("/employeur/entreprise/equipe")
    link = team.dom.find("a", string="Répondre")
    assert link is not None
    asked = colleague.get(str(link["href"]))
    assert ADDRESS in asked.text
    done = colleague.submit(asked, form="/fin")
    assert "Demande écartée" in done.text
    mail = letters.the_mail()
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "Votre demande est traitée")
    assert colleague.get(str(link["href"])).status == 404
    assert "Demande d’accès écartée" in colleague.get("/employeur/entreprise/journal").text


def test_an_owner_invites_whoever_asked(
    app: Flask, reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    company = a_company(reference, siren=ONE)
    owner = an_owner(reference, company.id)
    confirmed(company.siret)
    manager.submit(open_first(manager), form="transmission")
    letters.new_mails()
    colleague = Client(app).enter_as(
        "employer", owner.account_id, membership_id=owner.membership_id
    )
    team = colleague.get("/employeur/entreprise/equipe")
    path = str(team.dom.find("a", string="Répondre")["href"])  # type: ignore[index]
    done = colleague.submit(path, {"role": "READER"}, form="/invitation")
    assert "Invitation envoyée" in done.text
    assert "Lecture" in Client(app).get(link_of(letters.the_mail())).text


def test_owners_of_another_company_and_other_roles_see_no_request(
    app: Flask, reference: Database, confirmed: Confirm, manager: Client
) -> None:
    company = a_company(reference, siren=ONE)
    an_owner(reference, company.id)
    confirmed(company.siret)
    page = manager.submit(open_first(manager), form="transmission")
    number = page.response.request.path.rsplit("/", 1)[1]
    stranger = an_owner(reference, a_company(reference).id)
    client = Client(app).enter_as(
        "employer", stranger.account_id, membership_id=stranger.membership_id
    )
    assert "Demandes d’accès" not in client.get("/employeur/entreprise/equipe").text
    assert client.get(f"/employeur/entreprise/equipe/demandes/{number}").status == 404


def test_two_who_accept_at_once_make_one_company_and_one_invitation(
    reference: Database, confirmed: Confirm, manager: Client, letters: Letterbox
) -> None:
    confirmed()
    page = manager.submit(open_first(manager), CHECK, form="verification")
    path = page.response.request.path
    number = path.rsplit("/", 1)[1]
    staff = the_company_manager(reference)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def accept() -> None:
        start.wait()
        try:
            with transaction(reference, "staff", staff) as tx:
                accept_request(tx, number, "Conforme", office_label="Siège")  # type: ignore[arg-type]
            outcomes.append("done")
        except (Refused, Stale) as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Stale", "done"]
    assert len(letters.new_mails()) == 1
