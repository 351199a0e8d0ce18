"""What users of a company and staff do all day, each in a browser of their own."""

import re
import time
from random import Random

from app.demo.names import SURNAMES
from app.reference.names import sort_key
from bench.cluster.browser import Browser, Page

_LIST = "/employeur/salaries"
_PERSON = re.compile(rf'href="({_LIST}/[0-9a-f-]{{36}})"')
_COMPANY = re.compile(r'href="(/action-logement/entreprises/[0-9a-f-]{36})"')
_LISTS = ("?par=50", "", "?tri=jour", "?visible=dossier", "?q=aub", "?q=martin")
_WORDS = tuple(sort_key(name) for name in SURNAMES[:40])


class AtWork:
    """Works until told otherwise; signs in again when put out."""

    kinds: tuple[str, ...] = ()

    def __init__(self, browser: Browser, pause: float, seed: int) -> None:
        self.browser, self.pause, self.dice = browser, pause, Random(seed)
        self.inside = False

    def enter(self) -> None:
        time.sleep(self.dice.uniform(0, 1))
        self.inside = self.browser.sign_in()

    def work(self, until: float) -> None:
        while time.time() < until:
            if not self.inside:
                self.enter()
                continue
            page: Page | None = getattr(self, f"_{self.dice.choice(self.kinds)}")()
            if page is not None and "/connexion" in page.path:
                self.inside = False
            if page is not None and (page.status == 0 or page.status >= 500):
                time.sleep(0.25)  # nobody presses again at once
            if self.pause:
                time.sleep(self.dice.uniform(self.pause / 2, self.pause * 1.5))
        self.browser.close()


class Employer(AtWork):
    """Lists, searches, one person, a file with its purpose, the home; now and then an export."""

    kinds = ("list",) * 22 + ("person",) * 8 + ("file",) * 4 + ("home",) * 4 + ("export",)
    people: tuple[str, ...] = ()

    def _list(self) -> Page:
        page = self.browser.get("list", _LIST + self.dice.choice(_LISTS))
        self.people = tuple(_PERSON.findall(page.text)) or self.people
        return page

    def _home(self) -> Page:
        return self.browser.get("home", "/employeur")

    def _person(self) -> Page | None:
        if not self.people:
            return self._list()
        return self.browser.get("person", self.dice.choice(self.people), 200, 404)

    def _file(self) -> Page | None:
        page = self._person()
        if page is None or 'name="purpose"' not in page.text or not page.token:
            return page
        fields = {"csrf_token": page.token, "purpose": "SUPPORT"}
        return self.browser.post("file", page.path, fields, 200, 404)

    def _export(self) -> Page:
        where = f"{_LIST}/exporter?q={self.dice.choice(_WORDS)}"
        page = self.browser.get("export_page", where)
        if not page.token or 'value="csv"' not in page.text:
            return page
        fields = {"csrf_token": page.token, "purpose": "SUPPORT", "form": "csv"}
        page = self.browser.post("export", where, fields)
        if page.path.startswith("/employeur/rapports/"):
            self.browser.told.say(act="export", report=page.path.rsplit("/", 1)[1])
        return page


class Staff(AtWork):
    """The staff's home, the companies, one of them."""

    kinds = ("home", "companies", "search", "company", "company")
    companies: tuple[str, ...] = ()

    def _home(self) -> Page:
        return self.browser.get("staff_home", "/action-logement")

    def _companies(self) -> Page:
        page = self.browser.get("companies", "/action-logement/entreprises")
        self.companies = tuple(_COMPANY.findall(page.text)) or self.companies
        return page

    def _search(self) -> Page:
        words = self.dice.choice(_WORDS)
        return self.browser.get("search", f"/action-logement/entreprises?q={words}")

    def _company(self) -> Page:
        if not self.companies:
            return self._companies()
        return self.browser.get("company", self.dice.choice(self.companies))
