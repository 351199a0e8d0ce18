"""docs/generated/: pages that would rot if a person wrote them, made from the code's own tables.

`python -m tests.architecture.generated_docs` writes them again; a test compares.
"""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy.engine import make_url

from app.access.permissions import FLAGGED, ROLE_GRANTS, Permission
from app.config import read_settings
from app.db.engines import Database
from app.factory import create_app
from app.privacy import rule
from app.privacy.view import rule_table
from app.privacy.words.labels import BLOCKS
from app.web.offline import in_language
from app.web.portal import DOOR_PREFIXES, door_of
from app.web.route import ROUTE_PERMISSIONS

FOLDER = Path(__file__).parents[2] / "docs/generated"
_NOTE = "Generated from the code: `python -m tests.architecture.generated_docs`. Do not edit."
_EVERYBODY = (Permission.PUBLIC, Permission.PASS_SECOND_FACTOR, Permission.BE_SIGNED_IN)


def routes_page(app: Flask) -> str:
    """Every URL with its one method and permission; every permission with its roles."""
    parts = ["# Routes and rights", _NOTE, _rights_table()]
    for door in (None, *DOOR_PREFIXES):
        parts += [f"## {DOOR_PREFIXES[door] if door else 'Outside the doors'}", _routes(app, door)]
    return "\n\n".join(parts) + "\n"


def privacy_page() -> str:
    """What an employer sees, choice by choice, in English words and in field names."""
    parts = [
        "# What an employer sees",
        _NOTE,
        "The decision is taken in `app/privacy/rule.py`, and nowhere else.",
        *_choices(),
        "## The summary's columns",
        _list(f"`{name}`" for name in rule.SUMMARY_FIELDS),
        "## The sensitive blocks",
        "Each is shown as a whole or not at all, filled or not.",
        _sensitive(),
        "## What an employer is told of a candidature's event",
        "The day, the step, and one of these words. There is no column for anything else.",
        ", ".join(f"`{word}`" for word in sorted(rule.OUTCOMES)),
        "## Parts and what opens them",
        _parts(),
    ]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """File name → text. The database is never reached."""
    nowhere = Database(make_url("postgresql://"), {}, "x")
    app = create_app(read_settings({"HOME": "/"}), nowhere)
    return {"routes.md": routes_page(app), "privacy.md": privacy_page()}


def _rights_table() -> str:
    roles = list(ROLE_GRANTS)
    rows = [["Permission", *(f"{role.title().replace('_', ' ')} ({d})" for d, role in roles)]]
    for permission in Permission:
        if permission in _EVERYBODY:
            continue
        mark = "yes, unless the flag is off" if permission in FLAGGED else "yes"
        held = [mark if permission in ROLE_GRANTS[role] else "" for role in roles]
        rows.append([permission.value, *held])
    return _table(rows)


def _routes(app: Flask, door: str | None) -> str:
    rows = [["Method", "URL", "Permission", "Roles"]]
    for rule_ in sorted(app.url_map.iter_rules(), key=lambda r: (str(r), sorted(r.methods or ()))):
        permission = ROUTE_PERMISSIONS.get(rule_.endpoint)
        if permission is not None and door_of(str(rule_)) == door:
            method = ", ".join(sorted(rule_.methods or ()))
            rows.append([method, f"`{rule_}`", permission.value, _roles(permission)])
    return _table(rows)


def _roles(permission: Permission) -> str:
    if permission is Permission.PUBLIC:
        return "everybody"
    if permission in _EVERYBODY:
        return "everybody signed in"
    return ", ".join(role for (_door, role), held in ROLE_GRANTS.items() if permission in held)


def _choices() -> Iterator[str]:
    with in_language("en"):
        table = rule_table()
        for group in table.groups:
            yield f"## {group.title}"
            lines = [[ln.label, *("yes" if s else "no" for s in ln.shown)] for ln in group.lines]
            yield _table([["", *table.columns], *lines])
        yield "## Never, whatever the choice"
        yield _list(table.never)


def _sensitive() -> str:
    with in_language("en"):
        rows = [
            [str(BLOCKS[name]), ", ".join(f"`{f}`" for f in block.__dataclass_fields__)]
            for name, block in rule.SENSITIVE_BLOCKS.items()
        ]
    return _table([["Block", "Fields"], *rows])


def _parts() -> str:
    rows = [["Part", "Opens at", "Needs the sensitive answer", "Needs that adult's agreement"]]
    for part in rule.Part:
        lowest = rule.OPENS_AT[part]
        rows.append(
            [
                f"`{part.value}`",
                f"choice {int(lowest)}" if lowest else "never",
                "yes" if part in rule.NEEDS_SENSITIVE_ANSWER else "",
                "yes" if part in rule.NEEDS_OWN_AGREEMENT else "",
            ]
        )
    return _table(rows)


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _list(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
