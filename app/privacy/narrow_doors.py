"""Rights around a choice: receipts, other adults' links, reminders, the quiet exit.

The tables behind them are closed to every door but for what stands here.
"""

from collections.abc import Iterator

from app.privacy.rule import Choice

FUNCTIONS: dict[str, tuple[str, ...]] = {
    "applicant": (
        "app.ask_adult(uuid, text, text)", "app.ask_co_applicant(text, text)",
        "app.end_tutorial()",
    ),
    # The pages of receipts and links are open to everybody: they stand behind the sign-in's login.
    "signin": (
        "app.receipt_known(text)", "app.adult_link_page(text)",
        "app.answer_adult_link(text, boolean)", "app.co_applicant_link_page(text)",
        "app.answer_co_applicant_link(text, boolean)",
    ),
    "worker": ("app.remind_of_ends()", "app.remind_of_renewals()"),
}  # fmt: skip


def narrow_statements() -> Iterator[str]:
    """Policies and grants, one SQL statement each."""
    for door, functions in FUNCTIONS.items():
        for function in functions:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO portail_{door}"
    # A company reads that a stretch of visibility is over and in which month: neither whose it
    # was, nor the day, nor why.
    yield (
        "CREATE POLICY employer_reads ON visibility_period FOR SELECT TO portail_employer USING ("
        "company_id = (SELECT app.ctx_company()) AND ends_at <= (SELECT app.clock()) "
        f"AND (SELECT app.ctx_reach()) >= {int(Choice.SUMMARY)} "
        "AND ((SELECT app.ctx_all_sites()) OR siret = ANY ((SELECT app.ctx_sites())::text[])))"
    )
    yield "GRANT SELECT (company_id, closed_month) ON visibility_period TO portail_employer"
    yield (
        "CREATE POLICY house ON visibility_period FOR ALL TO portail_worker "
        "USING (ends_at < app.clock() - interval '13 months')"
    )
    yield "GRANT SELECT (ends_at), DELETE ON visibility_period TO portail_worker"
    yield from _housed()
    yield (
        "CREATE POLICY own_reads ON adult_link FOR SELECT TO portail_applicant USING (adult_id IN "
        "(SELECT id FROM other_adult WHERE request_id = (SELECT app.ctx_request())))"
    )
    yield "GRANT SELECT (adult_id, asked_at) ON adult_link TO portail_applicant"
    mine = "request_id = (SELECT app.ctx_request())"
    # Not when it was answered: a refusal reads like no answer.
    yield (
        "CREATE POLICY own_reads ON co_applicant_agreement FOR SELECT TO portail_applicant "
        f"USING ({mine})"
    )
    yield (
        "GRANT SELECT (request_id, agreed, asked_at) ON co_applicant_agreement TO portail_applicant"
    )
    yield (
        "CREATE POLICY own_ticks ON document_tick FOR ALL TO portail_applicant "
        f"USING ({mine}) WITH CHECK ({mine})"
    )
    yield ("GRANT SELECT, INSERT (request_id, code), DELETE ON document_tick TO portail_applicant")


def _housed() -> Iterator[str]:
    """Of whoever was housed under choice 3: the name and the day, for three months."""
    yield (
        "CREATE POLICY employer_reads ON housed_person FOR SELECT TO portail_employer USING ("
        "company_id = (SELECT app.ctx_company()) AND until > (SELECT app.clock()) "
        f"AND (SELECT app.ctx_reach()) >= {int(Choice.SUMMARY)} "
        "AND ((SELECT app.ctx_all_sites()) OR siret = ANY ((SELECT app.ctx_sites())::text[])))"
    )
    yield (
        "GRANT SELECT (id, company_id, surname, first_names, housed_on) ON housed_person "
        "TO portail_employer"
    )
    yield (
        "CREATE POLICY house ON housed_person FOR ALL TO portail_worker USING (until < app.clock())"
    )
    yield "GRANT SELECT (until), DELETE ON housed_person TO portail_worker"
    yield "GRANT EXECUTE ON FUNCTION app.record_housed(uuid[]) TO portail_employer"
