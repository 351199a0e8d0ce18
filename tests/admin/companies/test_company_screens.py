"""What staff do with companies, through the door."""

from bs4 import Tag
from sqlalchemy import text

from app.db.engines import Database
from tests.client import Client, Page
from tests.factories.accounts import an_owner
from tests.factories.companies import MadeCompany, a_company, a_siren, a_siret

ROOT = "/action-logement/entreprises"


def at(made: MadeCompany, tail: str = "") -> str:
    return f"{ROOT}/{made.id}{tail}"


def acts(database: Database) -> list[tuple[str, str | None]]:
    """(act, subject) of the journal, oldest first."""
    with database.owner.connect() as owner:
        rows = owner.execute(
            text(
                "SELECT l.act, d.subject FROM journal_line l "
                "JOIN journal_detail d ON d.line_id = l.id ORDER BY l.at, l.act"
            )
        )
        return [(row.act, row.subject) for row in rows]


def _row(page: Page, head: str) -> Tag:
    cell = next(t for t in page.dom.find_all("th") if t.get_text(strip=True) == head)
    row = cell.find_parent("tr")
    assert row is not None
    return row


def new_company_values(siren: str, **changes: str) -> dict[str, str]:
    return {
        "siret": a_siret(siren),
        "name": "Fonderie Égée",
        "sector": "NON_AGRICULTURAL",
        "headcount_band": "21",
        "label": "Siège",
        "address": "3 rue du Port",
        "postcode": "69800",
        "commune": "St Priest",
        **changes,
    }


def test_a_company_is_created_with_its_head_office_and_its_first_policy(
    manager: Client, database: Database
) -> None:
    siren = a_siren()
    page = manager.submit(f"{ROOT}/nouvelle", new_company_values(siren))
    assert page.h1 == "Fonderie Égée"
    assert "À vérifier" in page.text
    assert "69800 Saint-Priest" in page.text
    assert "Choix 1, 2 et 3 · sans code" in page.text
    assert acts(database) == [("COMPANY_CREATED", siren), ("ESTABLISHMENT_ADDED", a_siret(siren))]


def test_a_refused_form_keeps_what_was_typed_and_links_to_each_field(manager: Client) -> None:
    typed = new_company_values(
        a_siren(), siret="123 456 789 00012", postcode="69800", commune="Bron", name="  É & Fils "
    )
    page = manager.submit(f"{ROOT}/nouvelle", typed)
    assert page.h1 == "Nouvelle entreprise"
    summary = page.dom.select_one(".error-summary")
    assert summary is not None
    assert [a["href"] for a in summary.find_all("a")] == ["#siret", "#commune"]
    assert "Ce code postal est celui de : Saint-Priest." in page.text
    shown = {f["name"]: f.get("value") for f in page.dom.select("main input[name]")}
    assert shown["siret"] == "123 456 789 00012"
    assert shown["commune"] == "Bron"
    assert shown["name"] == "É & Fils"
    assert page.dom.select_one('input[name="sector"][checked]')["value"] == "NON_AGRICULTURAL"
    assert page.dom.select_one("option[selected]")["value"] == "21"


def test_a_siren_in_place_of_a_siret_is_told_as_such(manager: Client) -> None:
    page = manager.submit(f"{ROOT}/nouvelle", new_company_values(a_siren(), siret=a_siren()))
    assert "C’est un SIREN" in page.text


def test_a_siren_already_there_is_a_clear_error_with_the_way_to_it(
    manager: Client, database: Database
) -> None:
    made = a_company(database, name="Ateliers Vauquelin")
    page = manager.submit(
        f"{ROOT}/nouvelle", new_company_values(made.siren, siret=a_siret(made.siren, 5))
    )
    assert "Cette entreprise existe déjà" in page.text
    assert page.dom.find("a", href=at(made), string="Ouvrir sa fiche") is not None
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM company")) == 1
        assert owner.scalar(text("SELECT count(*) FROM establishment")) == 1


def test_la_poste_is_recognised_by_its_own_rule(manager: Client) -> None:
    page = manager.submit(
        f"{ROOT}/nouvelle", new_company_values("356000000", siret="356 000 000 49837")
    )
    assert page.h1 == "Fonderie Égée"


def test_the_whole_life_of_a_company_is_told_with_its_reasons(
    manager: Client, database: Database
) -> None:
    made = a_company(database, status="PENDING")
    for act, reason, state in (
        ("verifier", "Mandat et SIRET conformes", "Active"),
        ("suspendre", "Mandat échu", "Suspendue"),
        ("reactiver", "Mandat renouvelé", "Active"),
        ("fermer", "Cessation d’activité", "Fermée"),
    ):
        page = manager.submit(at(made, f"/etat/{act}"), {"reason": reason})
        assert page.h1 == made.name
        mark = page.dom.select_one(".page-head .badge")
        assert mark is not None
        assert mark.get_text(strip=True) == state
        assert reason in page.text
    assert [act for act, _ in acts(database)][-4:] == [
        "COMPANY_ACTIVATED", "COMPANY_SUSPENDED", "COMPANY_REACTIVATED", "COMPANY_CLOSED",
    ]  # fmt: skip
    closed = manager.get(at(made))
    assert "Créer un code" not in closed.text
    assert "Suspendre" not in closed.text


def test_a_state_never_changes_without_a_reason(manager: Client, database: Database) -> None:
    made = a_company(database)
    page = manager.submit(at(made, "/etat/suspendre"), {"reason": "  \n "})
    assert "Indiquez le motif" in page.text
    assert "Active" in manager.get(at(made)).text


def test_a_company_below_the_threshold_is_not_activated(
    manager: Client, database: Database
) -> None:
    made = a_company(database, status="PENDING", sector="AGRICULTURAL", headcount_band="12")
    page = manager.submit(at(made, "/etat/verifier"), {"reason": "Mandat conforme"})
    assert "inférieur au seuil" in page.text
    edited = manager.submit(at(made, "/modifier"), {"headcount_band": "21"})
    assert "Éligible" in edited.text
    page = manager.submit(at(made, "/etat/verifier"), {"reason": "Mandat conforme"})
    assert page.h1 == made.name


def test_the_second_of_two_decisions_taken_at_once_is_asked_to_look_again(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    late = manager.get(at(made, "/etat/fermer"))
    manager.submit(at(made, "/etat/suspendre"), {"reason": "Mandat échu"})
    page = manager.submit(late, {"reason": "Doublon"})
    assert page.status == 409
    assert "a changé depuis que vous l’avez ouverte" in page.text
    assert "Doublon" in page.text
    assert "Suspendue" in manager.get(at(made)).text


def test_the_second_of_two_corrections_made_at_once_overwrites_nothing(
    manager: Client, database: Database
) -> None:
    made = a_company(database, name="Ancien nom")
    late = manager.get(at(made, "/modifier"))
    manager.submit(at(made, "/modifier"), {"name": "Nom corrigé"})
    page = manager.submit(late, {"name": "Autre nom"})
    assert page.status == 409
    assert manager.get(at(made)).h1 == "Nom corrigé"


def test_the_second_of_two_policies_written_at_once_is_refused(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    late = manager.get(at(made, "/politiques/nouvelle"))
    first = manager.submit(
        at(made, "/politiques/nouvelle"),
        {"choices": ["2"], "access_rules": "CDI", "reason": "Demandé"},
    )
    assert "Choix 1 et 2" in first.text
    page = manager.submit(late, {"choices": ["3"], "reason": "Autre"})
    assert page.status == 409
    assert "Enregistrée entre-temps : version 2" in page.text
    assert "CDI" not in page.dom.find("textarea", attrs={"name": "access_rules"}).get_text()
    assert "v3" not in manager.get(at(made)).text


def test_an_establishment_of_the_company_is_added_and_a_stranger_is_refused(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    values = {"label": "Dépôt", "postcode": "69150", "commune": "Décines Charpieu"}
    page = manager.submit(
        at(made, "/etablissements/nouveau"), {**values, "siret": a_siret(a_siren())}
    )
    assert "appartient à une autre entreprise" in page.text
    page = manager.submit(
        at(made, "/etablissements/nouveau"), {**values, "siret": a_siret(made.siren, 2)}
    )
    assert "69150 Décines-Charpieu" in page.text
    again = manager.submit(
        at(made, "/etablissements/nouveau"), {**values, "siret": a_siret(made.siren, 2)}
    )
    assert "déjà enregistré" in again.text


def test_a_code_is_issued_shown_and_suspended_without_any_count_of_uses(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    page = manager.submit(
        at(made, "/codes/nouveau"),
        {"label": "Affiche 2027", "siret": made.siret, "reason": "Demandé par téléphone"},
    )
    with database.owner.connect() as owner:
        code = owner.scalar(text("SELECT code FROM company_code"))
    shown = f"{code[:4]}-{code[4:8]}-{code[8]}"
    assert f"Code créé : {shown}" in page.text
    assert shown in page.text
    row = _row(manager.get(at(made, "/codes")), shown)
    assert "Actif" in row.get_text()
    assert "Siège" in row.get_text()
    ended = manager.submit(
        str(row.find("a", string="Suspendre")["href"]), {"reason": "Affiche perdue"}
    )
    assert "Code suspendu." in ended.text
    assert "Suspendu" in _row(ended, shown).get_text()
    heads = [th.get_text(strip=True) for th in ended.dom.select("thead th[scope=col]")]
    assert heads[4:] == ["Code", "Libellé", "Établissement", "Fin", "État"]


def test_a_code_that_would_end_before_it_begins_is_refused(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    page = manager.submit(
        at(made, "/codes/nouveau"),
        {
            "label": "Affiche",
            "valid_from": "2027-05-01",
            "valid_until": "2027-04-30",
            "reason": "Demandé",
        },
    )
    assert "La fin doit venir après le début" in page.text
    assert page.dom.find("input", attrs={"name": "valid_until"})["value"] == "2027-04-30"


def test_a_date_that_is_none_is_refused_in_the_language_of_the_page(
    manager: Client, database: Database
) -> None:
    made = a_company(database)
    page = manager.submit(at(made, "/codes/nouveau"), {"label": "A", "valid_from": "31/02/27"})
    assert page.h1 == "Créer un code"
    assert "Not a valid" not in page.text
    assert "date" in page.dom.select_one(".error-summary").get_text()


def test_a_policy_never_takes_effect_in_the_past(manager: Client, database: Database) -> None:
    made = a_company(database)
    page = manager.submit(
        at(made, "/politiques/nouvelle"), {"effective_on": "2020-01-01", "reason": "Demandé"}
    )
    assert "Choisissez aujourd’hui ou une date à venir." in page.text


def test_the_first_owner_is_invited_by_mail_and_the_answer_tells_nothing(
    manager: Client, database: Database
) -> None:
    made, elsewhere = a_company(database), a_company(database)
    known = an_owner(database, elsewhere.id)
    answers = []
    for address in (known.email, "nouvelle@entreprise.example"):
        page = manager.submit(
            at(made, "/utilisateurs/inviter"),
            {"email": f" {address.upper()} ", "proven": "y", "reason": "Mandat reçu"},
        )
        answers.append(page.dom.select_one(".flashes").get_text(" ", strip=True))
        assert f"{address} · Titulaire" in page.text
    assert answers == ["Invitation envoyée."] * 2
    assert acts(database)[-2:] == [("MEMBER_INVITED", "OWNER")] * 2
    with database.owner.connect() as owner:
        mails = owner.execute(text("SELECT recipient, kind FROM mail_outbox ORDER BY 1")).all()
    assert sorted(tuple(mail) for mail in mails) == sorted(
        [(known.email, "invitation"), ("nouvelle@entreprise.example", "invitation")]
    )


def test_nobody_is_invited_to_a_company_that_is_not_active(
    manager: Client, database: Database
) -> None:
    made = a_company(database, status="PENDING")
    assert "Inviter" not in manager.get(at(made)).text
    page = manager.submit(
        at(made, "/utilisateurs/inviter"),
        {"email": "rh@entreprise.example", "role": "READER", "reason": "Demandé"},
    )
    assert "Activez d’abord l’entreprise" in page.text
    wrong = manager.submit(at(made, "/utilisateurs/inviter"), {"email": "rh@", "role": "OWNER"})
    assert "Écrivez une adresse e-mail complète" in wrong.text
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM mail_outbox")) == 0


def test_the_last_owner_cannot_be_removed(manager: Client, database: Database) -> None:
    made = a_company(database)
    first = an_owner(database, made.id, name="Odile Bonnet")
    second = an_owner(database, made.id, name="Hélène Granvallon")
    page = manager.submit(
        at(made, f"/utilisateurs/{first.membership_id}/fin"), {"reason": "Départ"}
    )
    assert "Accès retiré." in page.text
    assert "Odile Bonnet" not in manager.get(at(made)).text
    page = manager.submit(
        at(made, f"/utilisateurs/{second.membership_id}/fin"), {"reason": "Départ"}
    )
    assert "dernière personne titulaire" in page.text
    assert "Hélène Granvallon" in manager.get(at(made)).text


def test_hostile_names_are_shown_as_they_are_and_run_nothing(
    manager: Client, database: Database
) -> None:
    name = '<script>alert(1)</script> & "Co" {{ 7*7 }} %s'
    made = a_company(database, name=name)
    for path in (at(made), ROOT, at(made, "/etat/fermer"), at(made, "/modifier")):
        page = manager.get(path)
        assert "<script>alert" not in page.body
        assert "49" not in page.h1
    assert manager.get(at(made)).h1 == name


def test_control_characters_are_dropped_and_never_reach_the_database(manager: Client) -> None:
    page = manager.submit(
        f"{ROOT}/nouvelle", new_company_values(a_siren(), name="Fon\x01derie\x07 \u202eÉgée")
    )
    assert page.h1 == "Fon derie Égée"
    assert manager.get(f"{ROOT}?q=%01%07&apres=x&par=7&etat=y").status == 200
    assert manager.get(f"{ROOT}?q=%00").status == 400
