"""Whether people of choice 1 exist changes nothing an employer or staff can get: the same random
session in two installations that differ in them alone gives the same bytes and the same work."""

import os
from hashlib import md5
from urllib.parse import urlencode
from uuid import UUID, uuid5

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.privacy.rule import Choice
from tests.factories.applicants import applicant_actor
from tests.privacy.detectors import differences
from tests.privacy.pair import Pair
from tests.privacy.worlds import (
    SIRENS,
    VISIBLE,
    World,
    arrive,
    candidature_id,
    choose,
    report_id,
    visible_id,
    withdraw_choice,
)

# The heavy run of `make prove` takes hours; a quiet machine needs a minute for the usual one.
pytestmark = pytest.mark.timeout(7_200)

LIST = "/employeur/salaries"
# A session's length: what the usual run has time for, and what the heavy one adds.
STEPS = 20 if "PROOF_EXAMPLES" in os.environ else 6
PROBES = 24
UNKNOWN = tuple(str(uuid5(UUID(int=0), str(n))) for n in range(3))
JUNK = ("x", "0", "-1", "%00", "' OR 1=1 --", "..", "é" * 40)

# An id as a person of the session may come by it: shown, once shown, guessed, invented.
people = st.one_of(
    st.integers(0, VISIBLE - 1).map(lambda n: ("visible", n)),
    st.integers(0, PROBES - 1).map(lambda n: ("hidden", n)),
    st.sampled_from([("as it is", word) for word in UNKNOWN]),
    st.sampled_from([("as it is", word) for word in JUNK]),
)
words = st.sampled_from(
    ("", "mirandeuil", "Éluard", "goff ines", "p500@courriel.example", "courriel", "zola 3", "%",
     "_", "\\", "069022400050169V01", "732829320", "angstrom", "a" * 300, "\x00x", "<b>")
)  # fmt: skip
PAGES = (
    "/employeur", "/employeur/rapports", "/employeur/aide", "/employeur/ce-que-voit-l-entreprise",
    "/employeur/session", "/employeur/langue/en", "/employeur/langue/fr", "/employeur/nulle-part",
    "/employeur/changer-d-entreprise", "/employeur/connexion?next=/employeur/salaries",
    "/action-logement/entreprises", "/demandeur", "/employeur/points", "/employeur/points/registre",
    "/employeur/points/plusieurs", "/employeur/points/contestations", "/employeur/candidatures",
    "/employeur/candidatures?onglet=soutenues", "/employeur/points/bareme/nouveau",
)  # fmt: skip
STAFF_TAILS = ("", "/etablissements", "/codes", "/politiques", "/utilisateurs", "/historique")


def _press(number: int) -> UUID:
    """The key of the n-th press of a button."""
    return uuid5(UUID(int=7), str(number))


class EmployerSession(RuleBasedStateMachine):
    """One employer's session of reads and writes, with hidden people living meanwhile."""

    def __init__(self, crowded: World, bare: World) -> None:
        super().__init__()
        self.pair = Pair(crowded, bare)
        self.crowded = crowded

    def name(self, who: tuple[str, object]) -> str:
        kind, value = who
        if kind == "visible":
            return str(visible_id(int(str(value))))
        return str(self.crowded.probes[int(str(value))]) if kind == "hidden" else str(value)

    @initialize(user=st.sampled_from(("OWNER", "OWNER", "MANAGER", "READER", "SITE")))
    def arrive(self, user: str) -> None:
        self.pair.enter(user)

    @rule(
        q=words, mark=st.sampled_from(("", "resume", "dossier", "x")),
        sort=st.sampled_from(("", "nom", "jour", "revenu")),
        size=st.sampled_from(("", "50", "100", "1", "-1")),
        cursor=st.sampled_from(("", "apres", "avant")), who=people,
    )  # fmt: skip
    def list_people(
        self, q: str, mark: str, sort: str, size: str, cursor: str, who: tuple[str, object]
    ) -> None:
        asked = {"q": q, "visible": mark, "tri": sort, "par": size, cursor: self.name(who)}
        given = {name: value for name, value in asked.items() if name and value}
        self.pair.step("GET", f"{LIST}?{urlencode(given)}")

    @rule(who=people, tail=st.sampled_from(("", "/dossier", "/", "/pdf")))
    def look_at(self, who: tuple[str, object], tail: str) -> None:
        self.pair.step("GET", f"{LIST}/{self.name(who)}{tail}")

    @rule(who=people, purpose=st.sampled_from(("SUPPORT", "AWARD_POINTS", "CURIOSITY", "")))
    def say_why(self, who: tuple[str, object], purpose: str) -> None:
        self.pair.step("POST", f"{LIST}/{self.name(who)}", {"purpose": purpose})
        self.pair.step("GET", f"{LIST}/{self.name(who)}/dossier")

    @rule(who=people)
    def stop_reading(self, who: tuple[str, object]) -> None:
        self.pair.step("POST", f"{LIST}/{self.name(who)}/dossier", {})

    @rule(who=people, kind=st.sampled_from(("summary", "summary", "file", "everything")))
    def ask_for_a_report(self, who: tuple[str, object], kind: str) -> None:
        form = {"public_id": self.name(who), "kind": kind}
        self.pair.step("POST", "/employeur/rapports", form)

    @rule(number=st.integers(0, 2), tail=st.sampled_from(("", "/etat", "/pdf", "/arreter")))
    def follow_a_report(self, number: int, tail: str) -> None:
        path = f"/employeur/rapports/{report_id(number)}{tail}"
        if tail == "/arreter":
            self.pair.step("POST", path, {})
        else:
            self.pair.step("GET", path)

    @rule(who=people, criterion=st.integers(0, 4), press=st.integers(0, 3))
    def award_points(self, who: tuple[str, object], criterion: int, press: int) -> None:
        path = f"{LIST}/{self.name(who)}/points"
        form = {"criterion": str(criterion), "version": "1", "key": str(_press(press))}
        self.pair.step("POST", path, form)
        self.pair.step("GET", path)

    @rule(some=st.lists(people, max_size=4), criterion=st.integers(1, 3), press=st.integers(4, 7))
    def award_to_many(self, some: list[tuple[str, object]], criterion: int, press: int) -> None:
        form = {"criterion": str(criterion), "version": "1", "key": str(_press(press)),
                "person": [self.name(who) for who in some]}  # fmt: skip
        self.pair.step("POST", "/employeur/points/plusieurs/personnes", form)
        self.pair.step("POST", "/employeur/points/plusieurs", form)
        self.pair.step("POST", "/employeur/points/plusieurs/attribuer", form)

    @rule(who=people, press=st.integers(0, 7), undo=st.booleans())
    def take_points_back(self, who: tuple[str, object], press: int, undo: bool) -> None:
        key = _press(press)
        if undo:
            self.pair.step("POST", f"/employeur/points/actes/{key}/annuler", {})
            return
        line = UUID(md5(f"{key}{self.name(who)}".encode(), usedforsecurity=False).hexdigest())
        self.pair.step("POST", f"/employeur/points/lignes/{line}/reprendre", {"reason": "Erreur"})

    @rule(who=people, number=st.sampled_from((1, 13, 25, 4, 500, 503)), write=st.booleans())
    def support_somebody(self, who: tuple[str, object], number: int, write: bool) -> None:
        path = f"/employeur/candidatures/{candidature_id(number)}/soutenir"
        if write:
            self.pair.step("POST", path, {"note": "Prend un poste en janvier"})
        else:
            self.pair.step("GET", path)
        self.pair.step("GET", f"{LIST}/{self.name(who)}/proposer")

    @rule(page=st.sampled_from(PAGES))
    def look_elsewhere(self, page: str) -> None:
        self.pair.step("GET", page)

    @rule(method=st.sampled_from(("HEAD", "OPTIONS", "PUT", "DELETE", "POST")), who=people)
    def try_another_method(self, method: str, who: tuple[str, object]) -> None:
        self.pair.step(method, f"{LIST}/{self.name(who)}", {"csrf_token": "forged"})

    @rule(
        user=st.sampled_from(("OWNER", "READER", "COMMISSION", "SUSPENDED")),
        chance=st.integers(0, 5),
    )
    def come_back_as(self, user: str, chance: int) -> None:
        self.pair.step("POST", "/employeur/deconnexion", {})
        self.pair.step("GET", LIST)
        if chance == 5:
            self.pair.sign_in(user)
        else:
            self.pair.enter(user)

    @rule(chance=st.integers(0, 23))
    def let_the_worker_work(self, chance: int) -> None:
        if chance == 17:
            self.pair.work()

    @rule(
        way=st.sampled_from(("never", "anonymous", "withdrawn", "expired", "arrives", "pending")),
        chance=st.integers(0, 3),
    )
    def somebody_hidden_lives(self, way: str, chance: int) -> None:
        """Only where there is somebody hidden: what they do must not be felt."""
        if way == "arrives":
            if chance == 3:
                arrive(self.crowded, self.crowded.next_number(), "ours", "Mirandeuil")
            return
        request, account = self.crowded.hidden[way]
        if chance % 2:
            withdraw_choice(self.crowded, request, account)
        else:
            choose(self.crowded, account, Choice.ANONYMOUS)

    @invariant()
    def nobody_is_named_who_is_hidden(self) -> None:
        """The comparison stands on real people: the crowded world does hold them."""
        assert len(self.crowded.hidden) == 9

    def teardown(self) -> None:
        self.pair.finish()


def test_hidden_people_change_no_byte_of_any_employers_session(
    worlds: tuple[World, World],
) -> None:
    run_state_machine_as_test(
        lambda: EmployerSession(*worlds),
        settings=hypothesis_settings(stateful_step_count=STEPS),
    )


def test_a_whole_session_with_its_files_is_the_same(worlds: tuple[World, World]) -> None:
    """The paths that chance rarely walks to their end: files made, opened, refused; sign-in."""
    pair = Pair(*worlds)
    pair.step("GET", LIST)
    pair.sign_in("OWNER")
    shown = [visible_id(n) for n in (0, 1, 3)]
    for who in (*shown, *worlds[0].probes[::2]):
        pair.step("GET", f"{LIST}/{who}")
        pair.step("POST", f"{LIST}/{who}", {"purpose": "SUPPORT"})
        pair.step("GET", f"{LIST}/{who}/dossier")
        for kind in ("summary", "file"):
            answer = pair.step("POST", "/employeur/rapports", {"public_id": who, "kind": kind})
            opens = who in shown and (kind, who) != ("file", shown[0])
            assert answer.status == (303 if opens else 404)
    pair.step("GET", "/employeur/rapports")
    pair.work()
    made = [pair.step("GET", f"/employeur/rapports/{report_id(n)}/pdf") for n in range(5)]
    assert all(a.status == 200 and a.body.startswith(b"%PDF") for a in made)
    page = pair.step("GET", "/employeur/rapports")
    assert page.body.count(b"MIRANDEUIL") >= 2
    pair.finish()


def test_every_page_of_the_list_holds_visible_people_without_a_gap(
    worlds: tuple[World, World],
) -> None:
    pair = Pair(*worlds)
    pair.enter("OWNER")
    for sort in ("nom", "jour"):
        first = pair.step("GET", f"{LIST}?tri={sort}")
        everybody = pair.step("GET", f"{LIST}?tri={sort}&par=50")
        ids = [str(visible_id(n)).encode() for n in range(VISIBLE)]
        assert sum(i in everybody.body for i in ids) == VISIBLE
        assert sum(i in first.body for i in ids) == 25
        for who in range(0, VISIBLE, 4):
            pair.step("GET", f"{LIST}?tri={sort}&apres={visible_id(who)}")
            pair.step("GET", f"{LIST}?tri={sort}&avant={visible_id(who)}")


def test_staff_see_no_more_of_a_company_than_the_company_does(
    worlds: tuple[World, World],
) -> None:
    pair = Pair(*worlds)
    pair.enter("STAFF")
    root = "/action-logement/entreprises"
    pages = ["/action-logement", root, *(f"{root}?q={siren}" for siren in SIRENS.values())]
    for page in pages:
        assert pair.step("GET", page).status == 200
    for key in SIRENS:
        for tail in STAFF_TAILS:
            found = [b.ask("GET", f"{root}/{b.world.companies[key].id}{tail}") for b in pair.both]
            assert found[0].status == 200
            assert differences(*found) == []
    pair.finish()


def test_the_same_people_are_hidden_from_raw_statements(worlds: tuple[World, World]) -> None:
    """The worlds differ where nobody may look, or the comparison would prove nothing."""
    crowded, bare = worlds
    counts = []
    for world in (crowded, bare):
        with world.database.owner.connect() as owner:
            counts.append(owner.exec_driver_sql("SELECT count(*) FROM summary").scalar() or 0)
    assert counts[1] == VISIBLE
    assert counts[0] >= VISIBLE + 9
    assert applicant_actor(crowded.hidden["never"][1]).account_id
