"""`python -m tests.look [NAME…]`: picture every page of the three doors on a demonstration.

Both widths, both themes, both languages; axe on each. The pictures go to var/look, with an
index.html. NAMEs keep only these readers. Ends with 1 when axe or the console had something to say.
"""

import shutil
import signal
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from app.demo.cast import ADMINISTRATOR, INES, MEMBERS, NADIA, PASSWORD, STAFF, THEO
from tests.browser.axe import complaint
from tests.browser.installation import Installation
from tests.chromium import find_chromium, open_chromium
from tests.look.pictures import Album
from tests.look.places import Reader, kind_of, pages_of

FOLDER = Path(__file__).parents[2] / "var" / "look"
LANGUAGES = ("fr", "en")
EMPLOYER, APPLICANT, STAFF_DOOR = "/employeur", "/demandeur", "/action-logement"
VISITOR = Reader(
    "visitor", "/", starts=(
        "/", "/rien", f"{EMPLOYER}/connexion", f"{APPLICANT}/connexion", f"{STAFF_DOOR}/connexion",
        f"{APPLICANT}/inscription/envoyee",
    ),
)  # fmt: skip


def readers() -> list[Reader]:
    """A visitor, one member of each role, three applicants, the staff."""
    roles = {one.role: one.email for _company, one in reversed(MEMBERS)}
    found = [VISITOR]
    found += [
        Reader(f"hr-{role.lower()}", EMPLOYER, email, (EMPLOYER,)) for role, email in roles.items()
    ]
    for name, one in (("ines", INES), ("theo", THEO), ("nadia", NADIA)):
        found.append(Reader(f"applicant-{name}", APPLICANT, one.email, (APPLICANT,)))
    for one in (*STAFF, ADMINISTRATOR):
        name = f"staff-{one.role.lower().replace('_', '-')}"
        found.append(Reader(name, STAFF_DOOR, one.email, (STAFF_DOOR,)))
    return found


def main(names: list[str]) -> int:
    """Make the pictures; 0 when nothing is wrong."""
    if find_chromium() is None:
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 1
    # Told to stop from outside, it still stops what it serves.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    album = Album(FOLDER)
    wanted = [one for one in readers() if not names or one.name in names]
    with tempfile.TemporaryDirectory(prefix="portail-") as data:
        served = Installation(Path(data), PORTAIL_DEMO="1", PORTAIL_SECOND_FACTOR="off")
        served.run("demo", "--requests", "150")
        served.serve()
        try:
            with open_chromium() as browser:
                for reader in wanted:
                    for language in LANGUAGES:
                        visit(browser, served.address, reader, language, album)
        finally:
            served.stop()
    print(f"{len(album.faults)} faults, {album.write_index()}")
    return 1 if album.faults else 0


def visit(browser: Browser, address: str, reader: Reader, language: str, album: Album) -> None:
    """All pages of one reader in one language."""
    # Reduced motion: a picture taken half-way from one theme to the other shows neither.
    context = browser.new_context(
        base_url=address, locale=f"{language}-FR", reduced_motion="reduce"
    )
    page, said = context.new_page(), []
    page.on("console", lambda message: said.extend(complaint(message)))
    page.on("pageerror", lambda error: said.append(str(error)))
    _sign_in(page, reader, language)
    starts = reader.starts + _open_what_asks_first(context, reader)
    said.clear()
    for path in pages_of(page, reader, starts):
        print(reader.name, language, path, flush=True)
        album.picture(page, reader.name, path, language)
        if kind_of(path) == "/rien":
            said.clear()  # the browser tells of the page that is not there
        album.note_console(f"{reader.name} · {path}", said)
    context.close()


def _sign_in(page: Page, reader: Reader, language: str) -> None:
    if reader.email is None:
        return
    page.goto(f"{reader.door}/connexion")
    page.locator("[name=email]").fill(reader.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/connexion" not in url)
    if page.locator("[name=membership]").count():
        page.locator("[name=membership]").first.check()
        page.locator("main button[type=submit]").click()
    page.goto(f"{reader.door}/langue/{language}")


def _open_what_asks_first(context: BrowserContext, reader: Reader) -> tuple[str, ...]:
    """A file wants a purpose, a report wants to be asked for: do both; their paths."""
    if reader.name not in ("hr-owner", "hr-manager"):
        return ()
    page = context.new_page()
    page.goto(f"{EMPLOYER}/salaries")
    page.locator("tr:has(.tone-full):has(.dots) th a").first.click()
    person = urlsplit(page.url).path
    page.locator("[name=purpose]").first.check()
    page.locator("form:has([name=purpose]) button[type=submit]").click()
    page.wait_for_url("**/dossier")
    page.locator(f"form[action='{EMPLOYER}/rapports'] button").click()
    page.wait_for_url("**/rapports/*")
    report = urlsplit(page.url).path
    page.close()
    return (f"{person}/dossier", person, report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
