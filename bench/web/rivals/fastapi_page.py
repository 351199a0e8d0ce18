"""FastAPI, asynchronous psycopg and an ordinary Jinja2 table."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

_QUERY = """
SELECT surname, first_names, level, visible_since, siret, current_commune, employer_name
FROM summary WHERE company_id = %s AND level > 1 ORDER BY sort_name, public_id LIMIT 50
"""
_COUNT = "SELECT count(*) FROM summary WHERE company_id = %s AND level > 1"
_PAGE = Environment(autoescape=True).from_string("""<!doctype html><html lang="fr"><head>
<meta charset="utf-8"><title>Salariés</title></head><body><h1>{{ count }} salariés</h1><table>
{% for row in rows %}<tr><th scope="row"><a href="/salaries/{{ loop.index }}">{{ row.surname }}
{{ row.first_names }}</a></th><td><span>{{ row.level }}</span></td>
<td>{{ row.visible_since.strftime("%d/%m/%Y") }}</td><td>{{ row.siret }}</td>
<td>{{ row.current_commune }}</td><td>{{ row.employer_name }}</td></tr>
{% endfor %}</table></body></html>""")
_pool = AsyncConnectionPool(os.environ["RIVAL_DSN"], open=False, min_size=4, max_size=8)


@asynccontextmanager
async def _opened(_: FastAPI) -> AsyncIterator[None]:
    await _pool.open()
    yield
    await _pool.close()


application = FastAPI(lifespan=_opened)


@application.get("/list", response_class=HTMLResponse)
async def applicants() -> str:
    company = (os.environ["RIVAL_COMPANY"],)
    async with _pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
        rows = await (await cursor.execute(_QUERY, company)).fetchall()
        counted = await (await cursor.execute(_COUNT, company)).fetchone()
    return _PAGE.render(rows=rows, count=counted["count"] if counted else 0)
