"""One person's browser: an address of its own, cookies, redirects, forms with their token."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from bench.cluster.told import Told

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
REDIRECTS = (301, 302, 303)


@dataclass(frozen=True, slots=True)
class Page:
    """The last answer: `status` 0 when none came; `path` where the redirects led."""

    status: int
    text: str
    path: str

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.text)
        return found[1] if found else ""


@dataclass
class Browser:
    """`door` is the door's prefix, such as /employeur; `email` signs in there."""

    door: str
    email: str
    password: str
    site: tuple[str, int]
    source: str
    told: Told
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None
    inside: bool = False

    def sign_in(self) -> bool:
        """By the door's own form; True once inside."""
        self.cookies.clear()
        page = self.get("sign_in_page", f"{self.door}/connexion")
        if not page.token:
            return False
        fields = {"csrf_token": page.token, "email": self.email, "password": self.password}
        page = self.post("sign_in", f"{self.door}/connexion", fields)
        self.inside = page.status == 200 and "/connexion" not in page.path
        if page.status == 200 and not self.inside:
            self.told.say(act="refused", door=self.door)
        return self.inside

    def get(self, kind: str, path: str, *right: int) -> Page:
        return self._follow(kind, "GET", path, "", right or (200,))

    def post(self, kind: str, path: str, fields: dict[str, str], *right: int) -> Page:
        return self._follow(kind, "POST", path, urlencode(fields), right or (200,))

    def _follow(self, kind: str, method: str, path: str, body: str, right: tuple[int, ...]) -> Page:
        where = path
        for _ in range(4):
            status, text, location = self._ask(kind, method, where, body, (*right, *REDIRECTS))
            if status not in REDIRECTS or not location:
                return Page(status, text, where)
            where, method, body = _local(where, location), "GET", ""
            if where.startswith(f"{self.door}/connexion") and "connexion" not in path:
                self.told.say(act="signed_out", door=self.door)
        return Page(status, text, where)

    def _ask(
        self, kind: str, method: str, path: str, body: str, right: tuple[int, ...]
    ) -> tuple[int, str, str]:
        headers = {"Accept-Language": "fr"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.time()
        status, text, location = 0, "", ""
        try:
            answer = self._sent(method, path, body, headers)
            text = answer.read().decode()
            status, location = answer.status, answer.getheader("Location") or ""
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = line.split(";", 1)[0].partition("=")
                self.cookies[name] = value
        except (OSError, http.client.HTTPException):
            self.close()
        self.told.request(self.door, kind, method, began, status, status in right)
        return status, text, location

    def _sent(
        self, method: str, path: str, body: str, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """On the connection kept from before; when the proxy closed that one meanwhile, on a new
        one, as every browser does."""
        kept = self.connection
        if kept is not None:
            try:
                kept.request(method, path, body or None, headers)
                return kept.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
        self.connection = http.client.HTTPConnection(
            *self.site, timeout=40, source_address=(self.source, 0)
        )
        self.connection.request(method, path, body or None, headers)
        return self.connection.getresponse()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def _local(here: str, location: str) -> str:
    parts = urlsplit(urljoin(here, location))
    return parts.path + (f"?{parts.query}" if parts.query else "")
