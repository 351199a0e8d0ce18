"""Rows of the employers' list: its filters and what hangs on it."""

from tests.privacy.areas.first import _WORDS

_FILTERS = ["", "visible=dossier", "souhait=69266", "souhait=69&logement=69266", "souhait_nom=Lyon",
            "etablissement=x", "etablissement=73282932000074", "candidature=validated",
            "candidature=none&tri=jour", "points=avec",
            *(f"souhait_nom={w}" for w in _WORDS[:10])]  # fmt: skip

GET = {
    "employer_filters.ask": _FILTERS,
}
