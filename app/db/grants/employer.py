"""Employers: own company, own membership, own reports."""

_ME = "(SELECT app.ctx_membership())"
_COMPANY = "(SELECT app.ctx_company())"
# Lines of a company's own acts on people: all of them, or those of one's establishments, which
# are then told by who is visible there now.
_OWN_ACTS = (
    f"company_id = {_COMPANY} AND (SELECT app.ctx_manages()) AND ((SELECT app.ctx_all_sites())"
    " OR public_id = ANY ((SELECT array_agg(s.public_id) FROM summary s)::uuid[]))"
)

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("SELECT (id, siren, name, status)", "company", f"id = {_COMPANY}"),
    ("SELECT", "establishment", f"company_id = {_COMPANY}"),
    ("SELECT", "membership", f"id = {_ME}"),
    ("SELECT (id, company_id, siret, label, code, status, valid_from, valid_until)",
     "company_code", f"company_id = {_COMPANY}"),
    ("SELECT, INSERT (kind, company_id, membership_id, public_id, code_id, level, purpose,"
     " since, until, locale, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("UPDATE (state, percent, attempts, sealed, sha256, made_at, expires_at)", "report",
     f"company_id = {_COMPANY} AND membership_id = {_ME}"),
    ("SELECT", "report_person", f"owner_id = {_ME}"),
    ("SELECT", "points_scale", f"company_id = {_COMPANY}"),
    ("SELECT", "points_criterion", f"company_id = {_COMPANY}"),
    ("SELECT", "points_line", _OWN_ACTS),
    ("SELECT", "points_contest", _OWN_ACTS),
)  # fmt: skip

FUNCTIONS: tuple[str, ...] = (
    "app.clock()", "app.has_context()", "app.ctx_membership()", "app.ctx_company()",
    "app.ctx_reach()", "app.ctx_all_sites()", "app.ctx_sites()",
    "app.record_reading(uuid[], text, text, smallint)", "app.record_act(text, uuid, text)",
    "app.ask_job(text, uuid)", "app.report_not_employed(uuid, text)",
    "app.keep_people(uuid)", "app.own_report_still_open(uuid)",
    "app.ctx_manages()", "app.paris_day()", "app.points_turn()",
    "app.points_answers(uuid[], integer, integer)", "app.points_possible(uuid, integer)",
    "app.award_points(uuid[], integer, integer, uuid)", "app.undo_points(uuid)",
    "app.reverse_points(uuid, text)", "app.points_figures()",
    "app.set_scale(integer, date, integer, integer, text[], text[], integer[])",
    "app.answer_contest(uuid, text, text)", "app.contests_to_answer()",
)  # fmt: skip
