"""The HR list page beside a bare page of the same bytes and beside others' stock lists.

Same machine, same run, same fifty rows; ours alone signs in by the database, stands behind row
security and writes its line in the journal.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.request import Request, urlopen

from bench.figures import Figures
from bench.ground import Ground
from bench.scale import Scale
from bench.subjects import member_of
from bench.web.browser import LIST, cookies_of
from bench.web.rivals.environments import python_of
from bench.web.server import HOST, Server, Window, served

RIVALS = Path(__file__).parent / "web" / "rivals"
WINDOWS = 3
_DJANGO_LIST = "/admin/admin/summary/"


def measure_pages(figures: Figures, ground: Ground, name: str, scale: Scale) -> None:
    """`name` is the database; one worker, then two."""
    page = ground.folder / "page.html"
    for workers in (1, 2):
        _ours(figures, ground, name, scale, workers, f"page.list.{workers}w", page)
        bare = {"BARE_PAGE": str(page)}
        with served("bare_page:application", environment=bare, workers=workers, folder=RIVALS) as s:
            _measure(figures, f"page.bare.{workers}w", s, "/", "", workers, scale)
        _rivals(figures, ground, name, scale, workers)
        ours, ratio = f"page.list.{workers}w", f"ratio.list_over.{workers}w"
        for rival in ("bare", "fastapi", "django", "flask_admin"):
            theirs = f"page.{rival}.{workers}w"
            figures.ratio(f"{ratio}.{rival}", f"{ours}.rate", f"{theirs}.rate")
            figures.ratio(f"{ratio}.{rival}.by_cpu", f"{theirs}.cpu", f"{ours}.cpu")


def measure_growth(figures: Figures, ground: Ground, sizes: Mapping[str, Scale]) -> None:
    """The same page, one worker, as the country grows; `sizes` maps databases to their scales."""
    for name, scale in sizes.items():
        label = f"growth.page.{scale.requests}_requests"
        _ours(figures, ground, name, scale, 1, label, ground.folder / "grown.html")


def _ours(
    figures: Figures, ground: Ground, name: str, scale: Scale, workers: int, label: str, page: Path
) -> None:
    database = ground.database(name)
    cookie = cookies_of(ground, database, [member_of(0)])[0]
    database.dispose()
    with served("app.wsgi:application", environment=ground.environment(name), workers=workers) as s:
        page.write_bytes(_get(s, LIST, cookie))
        _measure(figures, label, s, LIST, cookie, workers, scale)


def _rivals(figures: Figures, ground: Ground, name: str, scale: Scale, workers: int) -> None:
    company = str(member_of(0).company_id)
    asked = {"RIVAL_DSN": ground.server.dsn(name, "portail_owner"), "RIVAL_COMPANY": company}
    made = subprocess.run(
        [python_of("django"), "django_page.py"], cwd=RIVALS, env=asked, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    for rival, path, cookie in (
        ("fastapi", "/list", ""),
        ("django", _DJANGO_LIST, made.stdout),
        ("flask_admin", "/admin/summary/", ""),
    ):
        with served(
            f"{rival}_page:application", environment=asked, workers=workers, folder=RIVALS,
            python=python_of(rival), interface="asgi" if rival == "fastapi" else "wsgi",
        ) as server:  # fmt: skip
            _measure(figures, f"page.{rival}.{workers}w", server, path, cookie, workers, scale)


def _measure(
    figures: Figures, label: str, server: Server, path: str, cookie: str, workers: int, scale: Scale
) -> None:
    """The best of three windows, after one to warm up: others' work only ever takes away."""

    def window() -> Window:
        return server.load(path, connections=4 * workers, seconds=scale.window, cookie=cookie)

    window()
    found = [window() for _ in range(WINDOWS)]
    best = max(found, key=lambda one: one.per_second)
    figures.say(f"{label}.rate", best.per_second, "pages/s")
    figures.say(f"{label}.p50", best.p50 * 1000, "ms")
    figures.say(f"{label}.p95", best.p95 * 1000, "ms")
    figures.say(f"{label}.cpu", min(one.cpu for one in found) * 1e6, "us/page")
    figures.say(f"{label}.size", best.size, "bytes")
    figures.say(f"{label}.failed", sum(one.failed for one in found), "pages")


def _get(server: Server, path: str, cookie: str) -> bytes:
    request = Request(
        f"http://{HOST}:{server.port}{path}", headers={"Cookie": cookie, "Accept-Language": "fr"}
    )
    with urlopen(request) as answer:
        if "<tbody>" not in (body := answer.read().decode()):
            raise RuntimeError("that is not the list")
    return body.encode()
