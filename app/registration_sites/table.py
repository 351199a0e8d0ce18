"""The dated table of registration sites: a department it does not name has the national one."""

import re
from datetime import date
from functools import cache

from flask_babel import lazy_gettext as _l

from app.dated.kind import Column, Kind, LineRefused, Lines, Row
from app.reference.departments import department
from app.registration_sites.known import KNOWN

_HTTPS = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]{2,5})?/[!-~]*")
_LONGEST_NAME, _LONGEST_ADDRESS = 120, 300


@cache
def shipped() -> Lines:
    return Lines(tuple((code, site.address, site.name) for code, site in KNOWN.items()))


def check(row: Row, _effective_on: date) -> Row:
    """The address is shown to applicants as a link: https, a public name, nothing else."""
    place, address, name = row
    found = department(place.zfill(2))
    if found is None:
        raise LineRefused(_l("ce département n’existe pas"))
    if len(name) > _LONGEST_NAME:
        raise LineRefused(_l("le nom dépasse 120 caractères"))
    if len(address) > _LONGEST_ADDRESS or _HTTPS.fullmatch(address) is None:
        raise LineRefused(_l("l’adresse n’est pas une adresse https complète, comme "
                             "https://www.exemple.fr/"))  # fmt: skip
    return found.code, address, name


SITES = Kind(
    code="SITES",
    slug="sites-enregistrement",
    title=_l("Sites d’enregistrement"),
    about=_l("Où une demande s’enregistre et se modifie, par département. Un département absent "
             "a le site national."),
    columns=(
        Column("department", _l("Département"), ("departement",)),
        Column("address", _l("Adresse du site"), ("adresse du site", "adresse", "url", "site")),
        Column("name", _l("Nom"), ("nom",)),
    ),
    keys=1,
    check=check,
    shipped=shipped,
)  # fmt: skip
