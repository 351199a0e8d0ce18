"""SQL that multiplies the originals into companies, people and what they chose."""

from app.accounts.terms import TERMS_VERSION

# Every identifier is drawn from a number, so that a run can be told again.
COMPANIES = (
    """INSERT INTO company (id, siren, name, search_name, status)
SELECT md5('company' || rank)::uuid, siren, name, key, 'ACTIVE' FROM b_company""",
    """INSERT INTO establishment (siret, company_id, label, insee_code, head_office)
SELECT siret, md5('company' || rank)::uuid, 'Site ' || ordinal + 1, insee_code, ordinal = 0
FROM b_site""",
    """INSERT INTO policy_version (id, company_id, effective_on, choices, code_required)
SELECT md5('policy' || rank)::uuid, md5('company' || rank)::uuid, '2025-01-01', '{1,2,3}', false
FROM b_company""",
    f"""INSERT INTO employer_account (terms_version, id, email, password_hash, full_name)
SELECT '{TERMS_VERSION}', md5('member' || rank)::uuid, 'rh' || rank || '@entreprise.example', '-',
  'Claude Martin' FROM b_company""",
    """INSERT INTO membership (id, company_id, account_id, role, may_open_files, may_export)
SELECT md5('membership' || rank)::uuid, md5('company' || rank)::uuid, md5('member' || rank)::uuid,
  'OWNER', true, true FROM b_company""",
)

# People in random order: in the tables the people of one company lie scattered, as they come.
PERSON = """
CREATE TEMPORARY TABLE b_person AS
WITH drawn AS MATERIALIZED (
  SELECT c.rank, random() AS place, random() AS choice, random() AS ending,
    floor(power(random(), 3) * (SELECT count(*) FROM b_surname))::int AS surname,
    floor(random() * (SELECT count(*) FROM b_first))::int AS first,
    floor(power(random(), 2) * least(60, 1 + c.size / 400))::int AS site
  FROM b_company c CROSS JOIN LATERAL generate_series(1, c.size) ORDER BY place
), numbered AS (SELECT row_number() OVER () AS n, drawn.* FROM drawn)
SELECT d.n, md5('request' || d.n)::uuid AS request_id, md5('account' || d.n)::uuid AS account_id,
  md5('company' || rank)::uuid AS company_id, md5('policy' || rank)::uuid AS policy_id,
  md5('public' || d.n)::uuid AS public_id, s.siret,
  CASE WHEN choice < 0.40 THEN 1 WHEN choice < 0.65 THEN 2 ELSE 3 END AS level,
  choice >= 0.20 AS answered, mod(d.n, 2) = 0 AS sensitive,
  now() - make_interval(days => mod(d.n * 7919, 400)::int, mins => mod(d.n, 1440)::int) AS made_at,
  CASE WHEN ending < 0.004 THEN now() - interval '1 hour'
    WHEN ending < 0.3 THEN now() + make_interval(days => (ending * 600)::int + 1) END AS ends_at,
  mod(d.n, (SELECT count(*) FROM b_file))::int AS file, f.civility, l.name AS surname,
  f.name AS first_names, l.key || ' ' || f.key AS sort_name
FROM numbered d JOIN b_surname l ON l.n = d.surname JOIN b_first f ON f.n = d.first
JOIN b_site s USING (rank) WHERE s.ordinal = d.site
"""

PEOPLE = (
    """INSERT INTO applicant_account (id, email, password_hash, civility, surname, first_names,
  birth_date, confirmed_at)
SELECT account_id, 'p' || p.n || '@courriel.example', '-', p.civility, surname, first_names,
  f.birth_date, now() FROM b_person p JOIN b_file f ON f.n = p.file""",
    """INSERT INTO housing_request (id, account_id, unique_number, registry_email, status,
  employer_name, siret, digest, registered_at_source)
SELECT request_id, account_id, '11101' || lpad(n::text, 8, '0') || 'BENCH',
  'p' || n || '@courriel.example', 'ACTIVE', 'Entreprise', siret, sha256(n::text::bytea), made_at
FROM b_person""",
    # Every fifth person changed their mind once; the newest line is the one that holds.
    """INSERT INTO consent (request_id, company_id, choice, cause, wording_version,
  policy_version_id, actor, actor_id, receipt_code, made_at)
SELECT request_id, company_id, 2, 'CHOSEN', '1', policy_id, 'APPLICANT', account_id,
  left(md5('first' || n), 12), made_at - interval '40 days'
FROM b_person WHERE answered AND (level = 1 OR mod(n, 5) = 0)""",
    """INSERT INTO consent (request_id, company_id, choice, sensitive, duration_months,
  visible_until, cause, wording_version, policy_version_id, actor, actor_id, receipt_code,
  made_at)
SELECT request_id, CASE WHEN level > 1 THEN company_id END, level,
  CASE WHEN level = 3 THEN sensitive END,
  CASE WHEN level > 1 AND ends_at IS NOT NULL THEN 6 END, CASE WHEN level > 1 THEN ends_at END,
  CASE WHEN level > 1 THEN 'CHOSEN' ELSE 'WITHDRAWN' END, '1',
  CASE WHEN level > 1 THEN policy_id END, 'APPLICANT', account_id,
  left(md5('newest' || n), 12), made_at
FROM b_person WHERE answered""",
)

# The copies, as app.copy_visibility() would write them: nothing but the level under choice 1.
_OPEN = "p.level > 1"
COPIES = ", ".join(
    [f"CASE WHEN {_OPEN} THEN p.{c} END" for c in ("public_id", "company_id", "siret")]
    + ["p.level", f"CASE WHEN {_OPEN} THEN p.ends_at END"]
)
COPIED = "public_id, company_id, siret, level, visible_until"
_SINCE = f"CASE WHEN {_OPEN} THEN (p.made_at AT TIME ZONE 'Europe/Paris')::date END"
_TOLD = "(p.level = 3 AND p.sensitive)"
# As acts.py draws candidatures.
_STANDING = (
    "CASE WHEN mod(p.n * 7, 2 * %(mean)s + 1) = 0 THEN 'NONE' "
    "WHEN mod(p.n, 3) > 0 THEN 'TRANSMITTED' ELSE 'NOT_AWARDED' END"
)

PARTS = (
    f"""INSERT INTO visibility (request_id, {COPIED}, sensitive, visible_since)
SELECT request_id, {COPIES}, {_TOLD}, {_SINCE} FROM b_person p WHERE answered""",
    f"""INSERT INTO summary (request_id, {COPIED}, visible_since, sort_name, search_text, civility,
  surname, first_names, birth_date, email, employer_name, employer_siret, several_employers,
  workplace, current_commune, wanted_location)
SELECT request_id, {COPIES}, {_SINCE}, sort_name,
  sort_name || E'\\n' || 'p' || p.n || ' courriel example' || E'\\n' || siret,
  p.civility, surname, first_names, f.birth_date, 'p' || p.n || '@courriel.example', 'Entreprise',
  siret, f.several, f.workplace, f.commune, f.wanted
FROM b_person p JOIN b_file f ON f.n = p.file""",
    f"""INSERT INTO file (request_id, {COPIED}, visible_since, sort_name, standing, sensitive,
  request, person, people_to_house, monthly_total_euros, current_housing, wanted_housing)
SELECT request_id, {COPIES}, {_SINCE}, sort_name, {_STANDING}, {_TOLD},
  f.request || jsonb_build_object('unique_number', '11101' || lpad(p.n::text, 8, '0') || 'BENCH'),
  f.person || jsonb_build_object('birth_name', surname), f.people, f.euros, f.current_housing,
  f.wanted_housing FROM b_person p JOIN b_file f ON f.n = p.file""",
    f"""INSERT INTO sensitive_block (request_id, block, {COPIED}, open, content)
SELECT request_id, b.block, {COPIES}, {_TOLD}, b.content
FROM b_person p JOIN b_block b ON b.n = p.file""",
    f"""INSERT INTO other_adult (request_id, {COPIED}, open, agreed, ordinal, content)
SELECT request_id, {COPIES}, {_TOLD}, mod(p.n, 3) = 0, a.ordinal, a.content
FROM b_person p JOIN b_adult a ON a.n = p.file""",
    """INSERT INTO adviser_only (request_id, priority)
SELECT request_id, f.priority FROM b_person p JOIN b_file f ON f.n = p.file""",
)
