"""Every URL is a conscious act: one method, one permission, one line in a committed list."""

from pathlib import Path

from flask import Flask

from app.access.permissions import Permission
from app.web.portal import DOOR_PREFIXES, audience_of, door_of
from app.web.route import ROUTE_PERMISSIONS

LISTED = Path(__file__).with_name("routes.txt")


def described(app: Flask) -> list[str]:
    """`METHOD URL endpoint permission`, sorted; the file is this, and a change is reviewed."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted(rule.methods or ()))
        permission = ROUTE_PERMISSIONS.get(rule.endpoint)
        lines.append(f"{methods} {rule} {rule.endpoint} {permission.name if permission else '-'}")
    return sorted(lines, key=lambda line: line.split(" ")[1:])


def test_adding_or_removing_a_url_is_a_conscious_act(app: Flask) -> None:
    assert described(app) == LISTED.read_text("utf-8").splitlines(), (
        "tests/architecture/routes.txt says otherwise: read the difference, then "
        "`python -m tests.architecture.write_routes`"
    )


def test_every_route_has_one_method_and_one_permission(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":  # bundled files only
            assert len(rule.methods or ()) == 1, rule
            assert isinstance(ROUTE_PERMISSIONS.get(rule.endpoint), Permission), rule


EVERYBODY = (Permission.PUBLIC, Permission.PASS_SECOND_FACTOR, Permission.BE_SIGNED_IN)


def test_every_permission_but_public_belongs_to_one_door(app: Flask) -> None:
    doors: dict[Permission, set[str | None]] = {}
    for rule in app.url_map.iter_rules():
        permission = ROUTE_PERMISSIONS.get(rule.endpoint)
        if permission is not None and permission not in EVERYBODY:
            doors.setdefault(permission, set()).add(audience_of(str(rule)))
    assert all(len(found) == 1 and None not in found for found in doors.values()), doors


def test_blueprints_are_named_after_their_door(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        door = door_of(str(rule))
        if door is not None:
            assert rule.endpoint.startswith(f"{door}_"), rule
    assert set(DOOR_PREFIXES) == {"employer", "staff", "applicant"}
