"""Ask every route of the application in every way its row says, and keep all that comes back."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.web.portal import door_of
from tests.pdf_text import everything_in
from tests.privacy import rows
from tests.privacy.canary import found_in
from tests.privacy.world import CanaryWorld, Viewer

_REPORT = re.compile(r"/(?:employeur|action-logement)/rapports/([0-9a-f-]{36})$")
_FILE = re.compile(r"/rapports/([0-9a-f-]{36})/(?:pdf|fichier)$")


@dataclass
class Findings:
    """Canaries met, and where; `answers` counts what was read, `opened` the reports among it."""

    met: dict[str, set[str]] = field(default_factory=dict)
    answers: int = 0
    opened: set[UUID] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def note(self, where: str, text: str) -> None:
        for canary in found_in(text):
            self.met.setdefault(canary, set()).add(where)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.met)


def rules_with(app: Flask, method: str) -> list[Rule]:
    return [r for r in app.url_map.iter_rules() if method in (r.methods or ())]


def addresses(rule: Rule, world: CanaryWorld, reports: list[UUID]) -> Iterator[str]:
    """Every address of a rule, its parameters filled in every way."""
    names = sorted(rule.arguments)
    choices = [list(rows.values_of(name, world, reports)) for name in names]
    for combination in itertools.product(*choices):
        address = str(rule)
        for name, value in zip(names, combination, strict=True):
            for converter in (f"<uuid:{name}>", f"<path:{name}>", f"<{name}>"):
                address = address.replace(converter, value)
        yield address


class Crawler:
    """One viewer at every route. Stays behind the own door, and tries the others too."""

    def __init__(self, app: Flask, world: CanaryWorld, viewer: Viewer) -> None:
        self.app, self.world, self.viewer = app, world, viewer
        self.findings = Findings()
        self.reports: list[UUID] = []
        self._data = rows.posts(world)

    def ask_everything(self) -> None:
        for endpoint in rows.OPENINGS:
            self._post_all(endpoint)
        self.get_all()
        done = {*rows.OPENINGS, *rows.ENDINGS}
        for rule in rules_with(self.app, "POST"):
            if rule.endpoint not in done:
                self._post_all(rule.endpoint)

    def get_all(self, *, queries: bool = True) -> None:
        for rule in rules_with(self.app, "GET"):
            for address in addresses(rule, self.world, self.reports):
                for query in rows.GET.get(rule.endpoint, [""])[: None if queries else 1]:
                    self._keep(f"GET {address}?{query}", self._get(address, query))

    def end(self) -> None:
        for endpoint in rows.ENDINGS:
            self._post_all(endpoint)

    def _get(self, address: str, query: str = "") -> TestResponse:
        return self.viewer.client.http.get(address, query_string=query)

    def _post_all(self, endpoint: str) -> None:
        for rule in rules_with(self.app, "POST"):
            if rule.endpoint != endpoint:
                continue
            token = self._token(str(rule))
            for address in addresses(rule, self.world, self.reports):
                for data in self._data[endpoint]:
                    sent = {**data, "csrf_token": token}
                    answer = self.viewer.client.http.post(address, data=sent)
                    self._keep(f"POST {address}", answer, typed=data)

    def _token(self, address: str) -> str:
        """A CSRF token of this viewer at the door of `address`, from any page that has one."""
        door = door_of(address)
        pages = {
            "employer": ("/employeur", "/employeur/connexion"),
            "staff": ("/action-logement", "/action-logement/connexion"),
            "applicant": ("/demandeur", "/demandeur/connexion"),
        }.get(door or "", ())
        for page in pages:
            text = self._get(page).get_data(as_text=True)
            if 'name="csrf_token"' in text:
                return text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"')[0]
        return ""

    def _keep(self, where: str, answer: TestResponse, typed: dict[str, Any] | None = None) -> None:
        """Headers and body of one answer; a PDF is turned inside out. What the viewer has just
        typed is taken out first: forms keep it, and it is no news to who typed it."""
        self.findings.answers += 1
        report = _FILE.search(answer.request.path)
        if report is not None and answer.status_code == 200:
            self.findings.opened.add(UUID(report[1]))
        if answer.status_code >= 500:
            self.findings.failures.append(f"{where}: {answer.status_code}")
        body = answer.get_data()
        text = _words_of(body, answer.mimetype or "")
        for value in (typed or {}).values():
            if isinstance(value, str) and len(value) > 5:
                text = re.sub(re.escape(value), "", text, flags=re.IGNORECASE)
        self.findings.note(where, f"{answer.headers}\n{text}")
        made = _REPORT.search(answer.headers.get("Location", ""))
        if made is not None:
            self.reports.append(UUID(made[1]))
        answer.close()


def _words_of(body: bytes, mimetype: str) -> str:
    """A PDF turned inside out, a workbook unpacked, a picture as its bytes, words as they are."""
    if mimetype == "application/pdf":
        return everything_in(body)
    if mimetype.endswith("spreadsheetml.sheet"):
        with zipfile.ZipFile(BytesIO(body)) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist())
    return body.decode("latin-1" if mimetype.startswith("image/") else "utf-8")
