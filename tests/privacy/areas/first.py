"""Rows of the routes that came first: the three doors, the public pages, the choice."""

from typing import Any
from uuid import uuid4

from tests.factories.accounts import PASSWORD
from tests.privacy.canary import FIELDS, LISTED, word
from tests.privacy.world import STATES, CanaryWorld

# Searched for without their last letter: a page may repeat what was typed, and only a match
# brings the whole word.
_WORDS = [word(tag, "usual")[:-1] for tag in STATES] + [
    word("agreed", ending)[:-1] for _part, ending in (*FIELDS.values(), *LISTED.values())
]
_LIST = ["", "sort=day", "size=100", "levels=2", "levels=3", "tri=jour", "q=", "q=%00", "taille=x",
         "apres=x", "souhait=69", "souhait_nom=zqq&logement=69266", "candidature=validated",
         "candidature=none&tri=jour", "etablissement=73282932000074",
         "points=avec", "points=aucun&candidature=none",
         *(f"q={w}" for w in _WORDS), "q=ferr", "q=@courriel.example"]  # fmt: skip

GET: dict[str, list[str]] = {
    "employer_applicants.applicant_list": _LIST,
    "staff_companies.company_list": ["", "q=Société", "q=zq", *(f"q={w}" for w in _WORDS[:10])],
    "applicant_offers.offer_list": [
        "",
        "onglet=voisines",
        "type=T3&loyer=900&financement=PLUS",
        "page=x",
        "page=999999",
        *(f"onglet={w}" for w in _WORDS[:5]),
    ],
    "applicant_choice.preview": ["", "choice=2", "choice=3&sensitive=yes"],
    "applicant_session.sign_in": ["", "next=/demandeur", "next=//evil.example"],
    "employer_session.sign_in": ["", "next=/employeur/salaries"],
    "staff_session.sign_in": [""],
    "public.check_receipt": ["", "reference=x", "reference=%00", "reference=0123456789AB"],
}
PLAIN = {
    "applicant_adults.show", "applicant_attachment.show", "applicant_adults.agreement",
    "public.known_receipt", "applicant_choice.receipt_as_pdf", "applicant_choice.receipt_as_json",
    "public.home", "public.health", "static", "public.what_is_seen", "public.accessibility",
    "public.personal_data", "public.terms", "public.legal_notice", "public.cookies",
    "staff_home.home",
    "staff_companies.company_page", "staff_companies.company_section",
    "staff_companies.ask_code_end", "staff_companies.new_code", "staff_companies.new_site",
    "staff_companies.ask_state", "staff_companies.edit_company", "staff_companies.new_policy",
    "staff_companies.ask_member_end", "staff_companies.new_member", "staff_companies.new_company",
    "staff_session.second_factor", "staff_session.renew", "staff_session.language",
    "applicant_offers.show_offer", "applicant_offers.ask_apply", "applicant_candidatures.own_list",
    "applicant_candidatures.ask_cancel", "applicant_candidatures.ask_answer",
    "applicant_home.home", "applicant_choice.ask",
    "applicant_choice.show_history", "applicant_choice.ask_withdraw",
    "applicant_session.confirmation", "applicant_readings.show", "applicant_request.show",
    "applicant_importing.code", "applicant_importing.number", "applicant_employer.show",
    "applicant_request.ask_delete", "applicant_session.sign_up", "applicant_session.mail_sent",
    "applicant_session.second_factor", "applicant_session.renew", "applicant_session.language",
    "employer_home.home", "employer_help.help_page", "employer_help.what_is_seen",
    "employer_session.choose_company", "employer_session.invitation", "employer_reports.index",
    "employer_reports.show", "employer_reports.state", "employer_reports.pdf",
    "employer_applicants.person", "employer_applicants.full_file",
    "employer_session.second_factor", "employer_session.renew", "employer_session.language",
    "employer_account.show", "employer_account.ask_password", "employer_account.ask_codes",
    "staff_account.show", "staff_account.ask_password", "staff_account.ask_codes",
    "applicant_account.show", "applicant_account.ask_password", "applicant_account.ask_codes",
    "applicant_account.ask_address", "applicant_account.ask_identity",
    "applicant_session.new_address",
    "employer_session.forgotten", "employer_session.forgotten_sent", "employer_session.reset",
    "staff_session.forgotten", "staff_session.forgotten_sent", "staff_session.reset",
    "applicant_session.forgotten", "applicant_session.forgotten_sent", "applicant_session.reset",
}  # fmt: skip


OPENINGS = ("employer_applicants.say_why",)


def posts(world: CanaryWorld) -> dict[str, list[dict[str, Any]]]:
    """What is sent to each POST route, right and wrong data alike."""
    ids = [str(i) for i in (*world.ids, uuid4())]
    numbers = [p.unique_number for p in world.people.values()]
    emails = [p.email for p in world.people.values()]
    who = {"civility": "MME", "surname": "Essai", "first_names": "Ada",
           "birth_date": "1990-01-02", "password": "Trois chevaux bleus 47"}  # fmt: skip
    return {
        "employer_applicants.say_why": [{"purpose": "SUPPORT"}, {"purpose": "x"}],
        "employer_applicants.stop_reading": [{}],
        "employer_reports.ask": [
            {"public_id": i, "kind": kind} for i in ids for kind in ("summary", "file")
        ],
        "employer_reports.cancel": [{}],
        "employer_session.switch_company": [{"membership": str(uuid4())}, {}],
        "employer_session.check_sign_in": [{"email": e, "password": "x"} for e in emails],
        "employer_session.accept_invitation": [{"full_name": "x", "password": "x"}],
        "employer_session.check_second_factor": [{"code": "000000"}],
        "employer_session.sign_out": [{}],
        "employer_account.save_password": [
            {"present": "x", "password": "Quatre chats gris 58"}, {}],
        "employer_account.make_codes": [{"present": "x"}, {}],
        "employer_account.sign_out_everywhere": [{}],
        "staff_account.save_password": [
            {"present": "x", "password": "Quatre chats gris 58"}, {}],
        "staff_account.make_codes": [{"present": "x"}, {}],
        "staff_account.sign_out_everywhere": [{}],
        "applicant_account.save_password": [
            {"present": "x", "password": "Quatre chats gris 58"}, {}],
        "applicant_account.make_codes": [{"present": "x"}, {}],
        "applicant_account.sign_out_everywhere": [{}],
        "applicant_account.save_address": [{"present": PASSWORD, "email": e} for e in emails[:4]],
        "applicant_account.save_identity": [who, {}],
        "applicant_session.confirm_new_address": [{}],
        "employer_session.send_forgotten": [{"email": e} for e in emails],
        "employer_session.set_password": [{"password": "Quatre chats gris 58"}],
        "staff_session.send_forgotten": [{"email": e} for e in emails[:3]],
        "staff_session.set_password": [{"password": "Quatre chats gris 58"}],
        "applicant_session.send_forgotten": [{"email": e} for e in emails],
        "applicant_session.set_password": [{"password": "Quatre chats gris 58"}],
        "staff_session.check_sign_in": [{"email": e, "password": "x"} for e in emails[:3]],
        "staff_session.check_second_factor": [{"code": "000000"}],
        "staff_session.sign_out": [{}],
        "staff_companies.add_company": [
            {"siren": world.companies["mine"].siren, "siret": world.companies["mine"].siret,
             "name": "Double", "sector": "NON_AGRICULTURAL", "label": "Siège"}, {}],
        "staff_companies.save_company": [{"name": "Autre"}, {}],
        "staff_companies.add_site": [{"siret": "x"}, {}],
        "staff_companies.add_code": [
            {"label": "Code", "valid_from": "2026-11-23", "reason": "Demandé"}, {},
        ],
        "staff_companies.end_code": [{"reason": "Affiche perdue"}, {}],
        "staff_companies.add_policy": [{"choices": ["2"], "reason": "Demandé"}, {}],
        "staff_companies.change_state": [{}, {"reason": "Contrôle"}],
        "staff_companies.invite": [
            {"email": "rh.nouvelle@entreprise.example", "role": "OWNER", "proven": "y",
             "reason": "Mandat reçu"},
        ],
        "staff_companies.end_member": [{"reason": "Départ"}, {}],
        "applicant_session.check_sign_in": [{"email": e, "password": "x"} for e in emails],
        "applicant_session.send_sign_up": [{**who, "email": e, "consent": "y"} for e in emails],
        "applicant_session.confirm": [{}],
        "applicant_session.check_second_factor": [{"code": "000000"}],
        "applicant_session.sign_out": [{}],
        "applicant_importing.ask": [{"unique_number": n} for n in numbers],
        "applicant_importing.use_code": [{"code": "123456"}],
        "applicant_employer.save": [{"employer_name": "x", "code": "ABCDEFGHJ"}],
        "applicant_request.refresh_request": [{}],
        "applicant_request.delete": [{}],
        "applicant_offers.apply": [{}],
        "applicant_candidatures.cancel_own": [{}],
        "applicant_candidatures.answer_own": [{}],
        "applicant_choice.save": [
            {"choice": "3", "sensitive": "yes", "wording": "2026-11"},
            {"choice": "1", "wording": "x"}, {"choice": "1"},
        ],
        "applicant_choice.withdraw": [{}],
        "applicant_attachment.save": [{"to": "CO_APPLICANT"}, {"to": "APPLICANT"}, {"to": "x"}, {}],
        "applicant_attachment.send_link": [{}],
        "applicant_adults.send_link": [{}],
        "applicant_adults.answer": [{"answer": "oui"}, {"answer": "non"}, {}],
    }  # fmt: skip
