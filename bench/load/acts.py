"""SQL of what people did: candidatures with their events, and the journal of readings."""

from bench.load.people import COPIED, COPIES

OFFERS = """
INSERT INTO offer (id, reference, landlord_siren, landlord_name, residence, insee_code, postcode,
  dwelling_type, surface_m2, rent_euros, charges_euros, financing, published_on, closes_on)
SELECT md5('offer' || n)::uuid, 'BENCH-' || n, '300000007', 'Habitat Public', 'Résidence ' || n,
  '69266', '69100', 'T' || 1 + mod(n, 5), 30 + mod(n, 60), 400 + mod(n, 400), 60, 'PLUS',
  current_date - 90, current_date + 30 FROM generate_series(1, %(offers)s) n
"""

# The k-th candidature of everybody who has one: rows come in order of time, so that those of one
# person lie scattered. A person has 0 to 2 × mean of them; two in three have one running.
_COUNT = "mod(p.n * 7, 2 * %(mean)s + 1)"
_RUNNING = f"(%(k)s = {_COUNT} AND mod(p.n, 3) > 0)"
_AGE = f"make_interval(days => (({_COUNT} - %(k)s) * 45 + mod(p.n, 40))::int)"
_MOMENT = f"now() - {_AGE} - interval '2 days'"
_ID = "md5('candidature' || p.n || '/' || %(k)s)::uuid"
_PEOPLE = f"FROM b_person p WHERE {_COUNT} >= %(k)s"

CANDIDATURES = (
    f"""INSERT INTO candidature (id, request_id, {COPIED}, offer_id, dwelling_type, surface_m2,
  insee_code, residence, landlord_name, rent_with_charges_euros, state, active, submitted_at)
SELECT {_ID}, request_id, {COPIES}, md5('offer' || 1 + mod(p.n * 31 + %(k)s, %(offers)s))::uuid,
  'T3', 60 + mod(p.n, 20), '69266', 'Résidence ' || mod(p.n, 900), 'Habitat Public', 640,
  CASE WHEN {_RUNNING} THEN 'TRANSMITTED' ELSE 'NOT_AWARDED' END, {_RUNNING}, {_MOMENT}
{_PEOPLE}""",
    f"""INSERT INTO candidature_event (request_id, candidature_id, {COPIED}, occurred_at,
  occurred_on, step, outcome)
SELECT request_id, {_ID}, {COPIES}, {_MOMENT}, ({_MOMENT})::date, 1, 'SUBMITTED' {_PEOPLE}""",
    f"""INSERT INTO candidature_event (request_id, candidature_id, {COPIED}, occurred_at,
  occurred_on, step, outcome)
SELECT request_id, {_ID}, {COPIES}, {_MOMENT} + interval '1 day',
  ({_MOMENT} + interval '1 day')::date, CASE WHEN {_RUNNING} THEN 3 ELSE 6 END,
  CASE WHEN {_RUNNING} THEN 'TRANSMITTED' ELSE 'NOT_AWARDED' END {_PEOPLE}""",
)

# One line in ten is a list of 25 people. The digests belong to no chain: nobody verifies it here.
_WHO = "1 + mod(n * 104729 + j * 7919, %(requests)s)"
JOURNAL = (
    """INSERT INTO journal_line (id, at, audience, act, company_id, detail_digest)
SELECT md5('line' || n)::uuid, now() - make_interval(mins => n::int), 'employer',
  CASE WHEN mod(n, 10) = 0 THEN 'LIST_READ' ELSE 'SUMMARY_READ' END,
  md5('company' || mod(n, %(companies)s))::uuid, sha256(n::text::bytea)
FROM generate_series(1, %(lines)s::bigint) n""",
    """INSERT INTO journal_detail (line_id, salt, actor_id, actor_name, actor_role, company_name)
SELECT md5('line' || n)::uuid, '\\x00', md5('member' || mod(n, %(companies)s))::uuid,
  'Claude Martin', 'OWNER', 'Entreprise ' || 1 + mod(n, %(companies)s)
FROM generate_series(1, %(lines)s::bigint) n""",
    f"""INSERT INTO journal_subject (line_id, request_id, account_id)
SELECT md5('line' || n)::uuid, md5('request' || {_WHO})::uuid, md5('account' || {_WHO})::uuid
FROM generate_series(1, %(lines)s::bigint) n,
  LATERAL generate_series(1, CASE WHEN mod(n, 10) = 0 THEN 25 ELSE 1 END) j""",
)
