"""The same employer session in both worlds, step by step, each answer brought to canonical form."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from structlog.testing import capture_logs
from werkzeug.datastructures import Headers

from app.accounts.sessions import open_session
from app.db.transaction import transaction
from app.web.cookies import COOKIE_NAMES
from app.web.portal import DOOR_PREFIXES
from tests.factories.accounts import PASSWORD
from tests.privacy.detectors import Answer, differences
from tests.privacy.worlds import START, World, report_id
from tests.worker import deliver, do_jobs

_TOKEN = re.compile(rb'(name="csrf_token"[^>]*?value=")([^"]+)')
# What names one press of a button is random; what it names is not.
_KEY = re.compile(rb'(name="key"[^>]*?value=")([^"]+)')
_NEW_REPORT = re.compile(r"/employeur/rapports/([0-9a-f-]{36})$")
_SECRETS = ("csrf_token", "_user_id", "_id")


class Browser:
    """One world's browser. Answers come back without tokens, session ids and foreign ids."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.work = world.work
        self.http = world.app.test_client()
        self.token = ""
        self.reports = 0

    def enter(self, user: str) -> None:
        """Sign in without the pages: a session row by the product's own service."""
        world, who = self.world, self.world.users[user]
        door = "staff" if user == "STAFF" else "employer"
        with transaction(world.database, "signin") as tx:
            sid = open_session(tx, door, who.account_id, membership_id=who.membership_id)
        self.pass_factor()
        with world.app.test_request_context(DOOR_PREFIXES[door]):
            signer = world.app.session_interface.get_signing_serializer(world.app)  # type: ignore[attr-defined]
            value = signer.dumps({"_user_id": sid, "_fresh": True})
        self.http.set_cookie(COOKIE_NAMES[door], value, path=DOOR_PREFIXES[door])

    def pass_factor(self) -> None:
        self.world.run("UPDATE web_session SET factor_at = app.clock()")

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """One request; a form gets the token of the last page seen."""
        if data is not None:
            data = {"csrf_token": self.token, **data}
        with self.work.counted() as work, capture_logs() as logs:
            response = self.http.open(path, method=method, data=data)
        body = response.get_data()
        length = response.headers.get("Content-Length", type=int)
        assert method == "HEAD" or length in (len(body), None)
        if token := _TOKEN.search(body):
            self.token = token[2].decode()
        self._adopt_report(response.headers.get("Location", ""))
        body = self._canonical(_KEY.sub(rb"\1KEY", _TOKEN.sub(rb"\1TOKEN", body)))
        headers = tuple(self._headers(response.headers))
        return Answer(response.status_code, headers, body, tuple(work), tuple(map(str, logs)))

    def _adopt_report(self, location: str) -> None:
        """A report's id and code become those of its ordinal; reports of one second are told apart.

        Both are random, and random differs between any two worlds, hidden people or not.
        """
        found = _NEW_REPORT.search(location)
        if found is None or UUID(found[1]) in map(report_id, range(self.reports)):
            return
        new = report_id(self.reports)
        code = f"{self.reports:012d}"
        # What an earlier session printed is over, but a code outlives its report.
        self.world.run("DELETE FROM report_code WHERE code = :c", c=code)
        self.world.run("UPDATE report SET id = :n, code = :c WHERE id = :o",
                       n=new, c=code, o=UUID(found[1]))  # fmt: skip
        self.world.run("UPDATE report_code SET report_id = :n, code = :c WHERE report_id = :o",
                       n=new, c=code, o=UUID(found[1]))  # fmt: skip
        self.world.run("UPDATE job_outbox SET target = :n WHERE target = :o",
                       n=new, o=UUID(found[1]))  # fmt: skip
        self.world.words[found[1].encode()] = str(new).encode()
        self.reports += 1
        self.world.clock.freeze(START.replace(microsecond=self.reports))

    def _headers(self, headers: Headers) -> Iterable[tuple[str, str]]:
        for name, value in headers:
            if name == "Set-Cookie":
                value = self._cookie(value)
            if name not in ("Date", "Content-Length"):
                yield name, self._canonical(value.encode()).decode()

    def _cookie(self, value: str) -> str:
        """The cookie's attributes, and what it holds but for the secrets."""
        cookie, _, attributes = value.partition(";")
        name, _, content = cookie.partition("=")
        if not content:
            return value
        signer = self.world.app.session_interface.get_signing_serializer(self.world.app)  # type: ignore[attr-defined]
        held = {k: "SECRET" if k in _SECRETS else v for k, v in signer.loads(content).items()}
        return f"{name}={sorted(held.items())}; {attributes}"

    def _canonical(self, content: bytes) -> bytes:
        for random, word in self.world.words.items():
            content = content.replace(random, word)
        return content

    def mails(self) -> list[bytes]:
        """Mails to employers' users that left since the last look, without their ids."""
        deliver(self.world.settings, self.world.database)
        folder = self.world.settings.data / "mail"
        found = []
        for path in sorted(folder.glob("*.eml")):
            content = path.read_bytes()
            path.unlink()
            if b"@entreprise.example" in content or b"@al.example" in content:
                found.append(_BOUNDARY.sub(b"ID", content))
        return sorted(found)


_BOUNDARY = re.compile(rb"<[0-9a-f-]{36}@|={10,}[0-9]+=*")
_FORGET = ("points_contest", "points_line", "support", "suggestion", "report", "report_code",
           "job_outbox", "web_session", "rate_window", "mail_outbox", "journal_subject",
           "journal_detail",
           "journal_line")  # fmt: skip


class Pair:
    """Both browsers. Each step raises AssertionError when the worlds' answers differ."""

    def __init__(self, crowded: World, bare: World) -> None:
        for world in (crowded, bare):
            world.run("; ".join(f"DELETE FROM {table}" for table in _FORGET))
            world.at(0)
            for path in (world.settings.data / "reports").glob("*"):
                path.unlink()
        self.crowded, self.bare = Browser(crowded), Browser(bare)
        self.both = (self.crowded, self.bare)

    def enter(self, user: str) -> None:
        for browser in self.both:
            browser.enter(user)
        # A page with a form, for its token.
        self.step("GET", "/action-logement" if user == "STAFF" else "/employeur")

    def sign_in(self, user: str) -> None:
        """Through the page, with the password."""
        email = self.crowded.world.users[user].email
        self.step("GET", "/employeur/connexion")
        self.step("POST", "/employeur/connexion", {"email": email, "password": PASSWORD})
        for browser in self.both:
            browser.pass_factor()

    def compare(self, method: str, path: str, data: dict[str, Any] | None = None) -> list[str]:
        """How the two answers differ."""
        one, other = (browser.ask(method, path, data) for browser in self.both)
        self.last = one
        return differences(one, other)

    def step(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        found = self.compare(method, path, data)
        assert found == [], f"{method} {path} {data}: {found}"
        return self.last

    def work(self) -> None:
        """The worker does what waits, in both worlds."""
        done = [do_jobs(b.world.settings, b.world.database) for b in self.both]
        assert done[0] == done[1]

    def finish(self) -> None:
        """The session is over: mails and the company's journal tell nothing either."""
        one, other = (browser.mails() for browser in self.both)
        assert one == other
        assert _journal(self.crowded.world) == _journal(self.bare.world)


def _journal(world: World) -> list[tuple[object, ...]]:
    with world.database.owner.connect() as owner:
        rows = owner.exec_driver_sql(
            "SELECT l.act, d.purpose, d.actor_name, count(s.request_id) FROM journal_line l "
            "JOIN journal_detail d ON d.line_id = l.id LEFT JOIN journal_subject s "
            "ON s.line_id = l.id WHERE l.audience = 'employer' "
            "GROUP BY l.id, l.act, d.purpose, d.actor_name ORDER BY 1, 2, 3, 4"
        )
        return [tuple(row) for row in rows]
