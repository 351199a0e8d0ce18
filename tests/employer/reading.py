"""What tests of the employers' door read: rows of a page, lines of the journal."""

from sqlalchemy import text

from app.db.engines import Database
from tests.client import Page


def names_on(page: Page) -> list[str]:
    """The names of the list, in its order."""
    return [th.get_text(strip=True) for th in page.dom.select("tbody th[scope=row]")]


def items_on(page: Page) -> dict[str, str]:
    """Label and value pairs of the page's data lists."""
    return {
        str(dt.get_text(" ", strip=True)): " ".join(dt.find_next("dd").get_text(" ").split())
        for dt in page.dom.select("main dl.data-list dt")
    }


def link_of(page: Page, words: str) -> str | None:
    """The address behind a link of the page's main part, or None."""
    for link in page.dom.select("main a"):
        if words in link.get_text(" ", strip=True):
            return str(link["href"])
    return None


def journal(database: Database) -> list[tuple[str, str | None, int]]:
    """(act, purpose, how many people) of employers' lines, in order of time."""
    with database.owner.connect() as owner:
        rows = owner.execute(
            text(
                "SELECT l.act, d.purpose, (SELECT count(*) FROM journal_subject s "
                "WHERE s.line_id = l.id) FROM journal_line l "
                "JOIN journal_detail d ON d.line_id = l.id "
                "WHERE l.audience = 'employer' ORDER BY l.at, l.id"
            )
        )
        return [(row[0], row[1], row[2]) for row in rows]
