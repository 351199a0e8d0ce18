"""Landlords' systems: own offers, and results on candidatures for them (app/privacy/rls.py)."""

_OWN = "landlord_siren = (SELECT app.ctx_landlord())"

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT, INSERT, UPDATE", "offer", _OWN),
    (
        "SELECT (kind, number, effective_on, lines, digest)",
        "dated_table",
        "kind = 'CALENDAR' AND (SELECT app.ctx_landlord()) IS NOT NULL",
    ),
)

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_landlord()",
    "app.candidature_standing(uuid, text, timestamptz)",
    "app.candidature_rivals(uuid)", "app.another_is_active(uuid)", "app.let_to_another(uuid)",
    "app.landlord_candidature(text, text, text)",
)  # fmt: skip
