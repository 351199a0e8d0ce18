"""Attached to the co-applicant's employer: what that company sees, what no company ever learns,
and that nothing starts or goes on without the co-applicant. Raw SQL, pages, previews."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from app.consent.policy import ChoiceRefused
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.exits import closed_months
from app.privacy.proof import disagreements
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import open_file
from app.privacy.readers.own import own_request, own_summary, preview_file
from app.privacy.rule import Choice, NotShared
from app.registry.importing import refresh
from tests.client import Client
from tests.factories.accounts import Somebody, an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_attached_applicant,
    an_imported_applicant,
    answer_co_applicant,
    ask_co,
    attach_to,
    decide_for,
    import_request,
    let_adults_agree,
    public_id_of,
    registry_says,
    registry_source,
)
from tests.factories.companies import MadeCompany, a_company
from tests.privacy.sql import PART_TABLES, Console, context_of, member_actor

DENIED = psycopg.errors.InsufficientPrivilege
FULL = ChoiceMade(Choice.FULL_FILE, True)


@dataclass
class Couple:
    """Inès works for `hers`, Paul (the co-applicant) for `his`; the request is attached to his."""

    database: Database
    person: ImportedApplicant
    hers: MadeCompany
    his: MadeCompany
    her_owner: Somebody
    his_owner: Somebody
    console: Console

    def everything(self, who: Somebody) -> str:
        """All rows of all parts, as this company's login reads them by raw SQL."""
        context = context_of(self.database, member_actor(who))
        columns = {
            "summary": "public_id, surname, first_names, email, employer_name, employer_siret",
            "file": "public_id, person, request",
            "sensitive_block": "block, content",
            "other_adult": "content",
            "candidature": "public_id",
            "candidature_event": "public_id",
        }
        return repr([self.console.run(f"SELECT {columns[t]} FROM {t}", context=context)
                     for t in PART_TABLES])  # fmt: skip

    def level(self) -> int:
        with self.database.owner.connect() as owner:
            return owner.scalar(text("SELECT level FROM visibility")) or 1


@pytest.fixture
def couple(database: Database) -> Iterator[Couple]:
    hers, his = a_company(database, name="Chez elle"), a_company(database, name="Chez lui")
    console = Console(database, "employer")
    yield Couple(
        database, an_attached_applicant(database, his, hers), hers, his,
        an_owner(database, hers.id), an_owner(database, his.id), console,
    )  # fmt: skip
    console.close()


def consents(database: Database) -> list[tuple[int, str, str]]:
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT choice, cause, actor FROM consent ORDER BY made_at, receipt_code")
        )
        return [tuple(row) for row in rows]


def test_his_employer_reads_him_and_neither_her_nor_her_employer(couple: Couple) -> None:
    decide_for(couple.database, couple.person.actor, FULL)
    seen = couple.everything(couple.his_owner)
    for his in ("Conjointin", "Paul", "paul.c@courriel.example", couple.his.siret, "Transports"):
        assert his in seen
    for hers in ("Mirandeuil", "Inès", "ines.m@", couple.hers.siret, "Vauquelin", "Ajusteuse"):
        assert hers not in seen
    assert "Mirandeuil" not in repr(couple.everything(couple.her_owner))
    assert couple.everything(couple.her_owner) == repr([[] for _ in PART_TABLES])


def test_the_person_is_his_and_the_last_two_items_are_the_requests(couple: Couple) -> None:
    with transaction(couple.database, "applicant", couple.person.actor) as tx:
        shown = own_summary(tx, couple.person.request_id)
    assert (shown.civility, shown.surname, shown.first_names) == ("M", "Conjointin", "Paul")
    assert str(shown.birth_date) == "1992-08-30"
    assert (shown.email, shown.employer_name) == ("paul.c@courriel.example", "Transports Delmas")
    assert (shown.employer_siret, shown.workplace) == (couple.his.siret, None)
    assert shown.current_commune == "69029"
    assert shown.wanted_location.communes[0].insee_code == "69266"


@pytest.mark.parametrize("agree", [False, True])
def test_her_own_agreement_shows_her_without_her_employer(couple: Couple, agree: bool) -> None:
    decide_for(couple.database, couple.person.actor, FULL)
    if agree:
        let_adults_agree(couple.database, couple.person.request_id)
    seen = couple.everything(couple.his_owner)
    assert ("Mirandeuil" in seen) is agree
    assert "Vauquelin" not in seen
    assert couple.hers.siret not in seen


def test_when_attached_to_hers_his_employer_is_not_told_even_if_he_agreed(
    database: Database,
) -> None:
    hers, his = a_company(database), a_company(database)
    traits = {"co_applicant.occupation.siret": his.siret}
    person = an_imported_applicant(database, hers, choice=3, sensitive=True, overrides=traits)
    let_adults_agree(database, person.request_id)
    owner = an_owner(database, hers.id)
    with transaction(database, "employer", member_actor(owner)) as tx:
        assert person.public_id is not None
        shown = open_file(tx, member_actor(owner), person.public_id, Purpose.SUPPORT)
    assert "Conjointin" in repr(shown)
    assert "Transports Delmas" not in repr(shown)
    assert his.siret not in repr(shown)


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize("adults", [False, True])
def test_the_preview_is_what_his_employer_reads_field_by_field(
    couple: Couple, sensitive: bool, adults: bool
) -> None:
    decide_for(couple.database, couple.person.actor, ChoiceMade(Choice.FULL_FILE, sensitive))
    if adults:
        let_adults_agree(couple.database, couple.person.request_id)
    with transaction(couple.database, "applicant", couple.person.actor) as tx:
        previewed = preview_file(tx, couple.person.request_id, sensitive=sensitive)
    actor = member_actor(couple.his_owner)
    public_id = public_id_of(couple.database, couple.person.request_id)
    assert public_id is not None
    with transaction(couple.database, "employer", actor) as tx:
        assert open_file(tx, actor, public_id, Purpose.SUPPORT).file == previewed


def test_the_preview_page_shows_the_values_of_his_employers_page(
    app: Flask, couple: Couple
) -> None:
    decide_for(couple.database, couple.person.actor, FULL)
    applicant = Client(app).enter_as("applicant", couple.person.account_id)
    employer = Client(app).enter_as(
        "employer", couple.his_owner.account_id, membership_id=couple.his_owner.membership_id
    )
    public_id = public_id_of(couple.database, couple.person.request_id)
    page = employer.get(f"/employeur/salaries/{public_id}", follow=True)
    page = employer.submit(page, {"purpose": "SUPPORT"}, form=f"salaries/{public_id}")
    mine = applicant.get("/demandeur/choix/apercu?sensibles=oui")
    assert values(mine) <= values(page)
    assert len(values(mine)) > 30


def values(page: object) -> set[tuple[str, str]]:
    dom = page.dom  # type: ignore[attr-defined]
    found = set()
    for pair in dom.select("main dl div"):
        words = [re.sub(r"\s+", " ", pair.find(t).get_text(" ")).strip() for t in ("dt", "dd")]
        found.add((words[0], words[1].replace(" Copier", "")))
    return found


def test_no_choice_but_the_first_starts_without_his_agreement(database: Database) -> None:
    person = an_attached_applicant(database, a_company(database), agreed=False)
    for made in (ChoiceMade(Choice.SUMMARY), FULL):
        with pytest.raises(ChoiceRefused) as refused:
            decide_for(database, person.actor, made)
        assert refused.value.reason == "AGREEMENT_NEEDED"
    decide_for(database, person.actor, ChoiceMade(Choice.ANONYMOUS))
    ask_co(database, person)
    with pytest.raises(ChoiceRefused):
        decide_for(database, person.actor, FULL)


def test_the_database_itself_refuses_a_choice_without_his_agreement(database: Database) -> None:
    company = a_company(database)
    person = an_attached_applicant(database, company, agreed=False)
    console = Console(database, "applicant")
    context = context_of(database, person.actor)
    insert = (
        "INSERT INTO consent (request_id, company_id, choice, cause, wording_version, actor)"
        " VALUES (%s, %s, 2, 'CHOSEN', '-', 'APPLICANT')"
    )
    try:
        with pytest.raises(DENIED, match="no agreement"):
            console.run(insert, [person.request_id, company.id], context=context)
        for forged in (
            "UPDATE co_applicant_agreement SET agreed = true",
            "INSERT INTO co_applicant_agreement (request_id, token_hash, bond, agreed)"
            " VALUES (gen_random_uuid(), 'x', 'x', true)",
            "SELECT answered_at FROM co_applicant_agreement",
            "SELECT token_hash FROM co_applicant_agreement",
            "SELECT app.answer_co_applicant_link('x', true)",
            "SELECT app.end_agreement(gen_random_uuid(), 'x')",
        ):
            with pytest.raises(DENIED):
                console.run(forged, context=context)
        answer_co_applicant(database, ask_co(database, person), agrees=True)
        console.run(insert, [person.request_id, company.id], context=context)
    finally:
        console.close()


@pytest.mark.parametrize("who", ["he", "she"])
def test_either_may_end_it_at_once(couple: Couple, who: str) -> None:
    token = ask_co(couple.database, couple.person)
    decide_for(couple.database, couple.person.actor, FULL)
    assert "Conjointin" in couple.everything(couple.his_owner)
    if who == "he":
        assert answer_co_applicant(couple.database, token, agrees=False)
    else:
        with transaction(couple.database, "applicant", couple.person.actor) as tx:
            withdraw(tx, couple.person.actor, couple.person.request_id)
    assert couple.everything(couple.his_owner) == repr([[] for _ in PART_TABLES])
    causes = {"he": (1, "AGREEMENT_ENDED", "CO_APPLICANT"), "she": (1, "WITHDRAWN", "APPLICANT")}
    assert consents(couple.database)[-1] == causes[who]
    with transaction(couple.database, "worker") as tx:
        assert disagreements(tx) == 0


def test_his_taking_back_is_the_same_quiet_exit_and_ends_what_was_open(couple: Couple) -> None:
    token = ask_co(couple.database, couple.person)
    decide_for(couple.database, couple.person.actor, FULL)
    public_id = public_id_of(couple.database, couple.person.request_id)
    assert public_id is not None
    answer_co_applicant(couple.database, token, agrees=False)
    actor = member_actor(couple.his_owner)
    with transaction(couple.database, "employer", actor) as tx:
        assert [m.requests for m in closed_months(tx, actor)] == [1]
    with pytest.raises(NotShared), transaction(couple.database, "employer", actor) as tx:
        open_file(tx, actor, public_id, Purpose.SUPPORT)
    with pytest.raises(ChoiceRefused):
        decide_for(couple.database, couple.person.actor, FULL)
    answer_co_applicant(couple.database, token, agrees=True)
    decide_for(couple.database, couple.person.actor, FULL)
    assert public_id_of(couple.database, couple.person.request_id) != public_id


def test_a_refusal_without_a_running_choice_leaves_no_line_and_no_mail(couple: Couple) -> None:
    token = ask_co(couple.database, couple.person)
    answer_co_applicant(couple.database, token, agrees=False)
    assert consents(couple.database) == []
    with couple.database.owner.connect() as owner:
        kinds = set(owner.scalars(text("SELECT kind FROM mail_outbox")))
    assert "choice_ended" not in kinds


def test_attaching_ends_the_choice_made_for_the_other_employer(database: Database) -> None:
    hers, his = a_company(database), a_company(database)
    traits = {"co_applicant.occupation.siret": his.siret}
    person = an_imported_applicant(database, hers, choice=3, sensitive=True, overrides=traits)
    attach_to(database, person, "CO_APPLICANT")
    assert consents(database)[-1][:2] == (1, "EMPLOYER_CHANGED")
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT level, company_id, public_id, employer_name, surname FROM summary")
        ).all()
        code = owner.scalar(text("SELECT code_accepted_for FROM housing_request"))
    assert [tuple(r) for r in rows] == [(1, None, None, "Transports Delmas", "Conjointin")]
    assert code is None
    attach_to(database, person, "APPLICANT")
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT surname FROM summary")) == "Mirandeuil"


@pytest.mark.parametrize("change", ["name", "address", "company", "gone", "moved"])
def test_his_agreement_binds_one_person_one_address_one_company_one_account(
    couple: Couple, change: str
) -> None:
    database, person = couple.database, couple.person
    token = ask_co(database, person)
    decide_for(database, person.actor, FULL)
    record = {**person.record}
    he = {**record["co_applicant"], "occupation": dict(record["co_applicant"]["occupation"])}
    if change == "name":
        he["first_names"] = "Quelquun"
    elif change == "address":
        he["email"] = "autre@courriel.example"
    elif change == "company":
        he["occupation"]["siret"] = a_company(database).siret
    registry_says(database, {**record, "co_applicant": None if change == "gone" else he})
    if change == "moved":
        former = an_imported_applicant(database).actor
        with transaction(database, "applicant", former) as tx:
            tx.execute(text("DELETE FROM housing_request"))
        import_request(database, former, person.unique_number)
    else:
        refresh_for(database, person)
    assert couple.level() == 1
    assert couple.everything(couple.his_owner) == repr([[] for _ in PART_TABLES])
    assert not answer_co_applicant(database, token, agrees=True)


def refresh_for(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        held = own_request(tx)
        assert held is not None
        refresh(tx, person.actor, registry_source(database), held)


def test_reading_again_without_a_change_keeps_choice_and_agreement(couple: Couple) -> None:
    decide_for(couple.database, couple.person.actor, FULL)
    refresh_for(couple.database, couple.person)
    assert couple.level() == 3
    assert "Conjointin" in couple.everything(couple.his_owner)


def test_no_other_door_reads_or_answers_the_agreement(couple: Couple) -> None:
    token = ask_co(couple.database, couple.person)
    for door in ("employer", "staff", "worker"):
        console = Console(couple.database, door)
        for statement in (
            "SELECT * FROM co_applicant_agreement",
            "SELECT app.co_applicant_agreed(gen_random_uuid())",
            f"SELECT app.answer_co_applicant_link('{token}', false)",
            f"SELECT * FROM app.co_applicant_link_page('{token}')",
        ):
            with pytest.raises(DENIED):
                console.run(statement)
        console.close()
