"""Filters in words: chips of the active ones, and the options of the page that asks for them.

Options come from visible people, from the company's own establishments or from closed lists: one
that nobody visible could have brought here would tell of somebody who is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.companies.onboarding import OwnSite
from app.privacy.filters import SOME_POINTS, Filters
from app.privacy.readers.employer import ApplicantQuery
from app.privacy.readers.employer_options import PlaceOptions
from app.privacy.rule import NO_CANDIDATURE, Choice
from app.privacy.wording import CHOICE_NAMES
from app.privacy.words.candidatures import OUTCOME_WORDS
from app.reference.communes import commune_label
from app.reference.names import sort_key
from app.reference.places import place_label
from app.web.formats import siret as siret_text
from employer.applicants.asking import LEVELS, POINTS, STANDINGS, filtered, from_start

Link = tuple[str, str]
SITES = "etablissement"


@dataclass(frozen=True, slots=True)
class Option:
    """One box: what is sent, what is read, how many visible people it stands for (or None)."""

    value: str
    label: str
    ticked: bool
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One filter; `typed` is the name of the field that takes a place by its name, or None."""

    name: str
    title: str
    options: tuple[Option, ...]
    typed: str | None = None
    hint: str | None = None


def chips_of(query: ApplicantQuery, sites: Iterable[OwnSite]) -> tuple[Link, ...]:
    """One chip a filter, with the address of the list without it."""
    asked = query.filters
    chips: list[Link] = []
    if query.search:
        words = _("Recherche : %(words)s", words=query.search)
        chips.append((words, from_start(query, search="")))
    if asked.levels:
        marks = either(str(CHOICE_NAMES[Choice(level)]) for level in asked.levels)
        chips.append((_("Visible : %(mark)s", mark=marks), filtered(query, levels=())))
    if asked.sites:
        names = {site.siret: site_label(site) for site in sites}
        places = either(names.get(one, siret_text(one)) for one in asked.sites)
        chips.append((_("Établissement : %(places)s", places=places), filtered(query, sites=())))
    if asked.wishes:
        places = either(map(place_label, asked.wishes))
        chips.append((_("Souhait : %(places)s", places=places), filtered(query, wishes=())))
    if asked.homes:
        places = either(map(place_label, asked.homes))
        chips.append((_("Logement actuel : %(places)s", places=places), filtered(query, homes=())))
    if asked.standings:
        words = either(map(standing_text, asked.standings))
        chips.append((_("Candidature : %(words)s", words=words), filtered(query, standings=())))
    if asked.points:
        words = either(map(points_text, asked.points))
        chips.append((_("Points : %(words)s", words=words), filtered(query, points=())))
    return tuple(chips)


def groups_of(
    asked: Filters,
    sites: Iterable[OwnSite],
    places: PlaceOptions,
    *,
    sees_files: bool,
    sees_points: bool,
) -> tuple[Group, ...]:
    """The filters one may ask for."""
    groups = [
        Group("visible", _("Visible"), _marks(asked)),
        Group(SITES, _("Établissement"), _sites(asked, sites)),
        Group("souhait", _("Souhait"), _places(asked.wishes, places.wishes), "souhait_nom",
              _("Partout dans la localisation souhaitée, quel que soit l’ordre")),
        Group("logement", _("Logement actuel"), _places(asked.homes, places.homes),
              "logement_nom"),
    ]  # fmt: skip
    if sees_files:
        hint = _("Ce filtre ne montre que les dossiers complets")
        groups.append(Group("candidature", _("Candidature"), _standings(asked), hint=hint))
    if sees_points:
        groups.append(Group("points", _("Points"), _points(asked)))
    return tuple(group for group in groups if group.options or group.typed)


def standing_text(standing: str) -> str:
    if standing == NO_CANDIDATURE:
        return str(_("Aucune candidature"))
    return str(OUTCOME_WORDS[standing])


def points_text(points: str) -> str:
    return str(_("Avec des points")) if points == SOME_POINTS else str(_("Aucun point"))


def site_label(site: OwnSite) -> str:
    """As "Siège, Villeurbanne"."""
    place = commune_label(site.insee_code) if site.insee_code else ""
    return ", ".join(filter(None, (site.label, place))) or siret_text(site.siret)


def either(words: Iterable[str]) -> str:
    """As "Bron, Lyon ou Rezé"."""
    *before, last = words
    return _("%(some)s ou %(last)s", some=", ".join(before), last=last) if before else last


def _marks(asked: Filters) -> tuple[Option, ...]:
    return tuple(
        Option(word, str(CHOICE_NAMES[Choice(level)]), level in asked.levels)
        for word, level in LEVELS.items()
    )


def _sites(asked: Filters, sites: Iterable[OwnSite]) -> tuple[Option, ...]:
    found = tuple(Option(s.siret, site_label(s), s.siret in asked.sites) for s in sites)
    return found if len(found) > 1 else ()


def _places(ticked: tuple[str, ...], found: tuple[tuple[str, int], ...]) -> tuple[Option, ...]:
    """The places of visible people, and those already asked for, by name."""
    people: dict[str, int | None] = {**dict.fromkeys(ticked), **dict(found)}
    options = (Option(code, place_label(code), code in ticked, n) for code, n in people.items())
    return tuple(sorted(options, key=lambda option: (not option.ticked, sort_key(option.label))))


def _standings(asked: Filters) -> tuple[Option, ...]:
    known = [o for o in OUTCOME_WORDS if o != "CORRECTED"]
    return tuple(
        Option(standing.lower(), standing_text(standing), standing in asked.standings)
        for standing in (*known, NO_CANDIDATURE)
        if standing.lower() in STANDINGS
    )


def _points(asked: Filters) -> tuple[Option, ...]:
    return tuple(
        Option(word, points_text(one), one in asked.points) for word, one in POINTS.items()
    )
