-- Advisers' doors. Of the staff's roles ADVISER alone reaches people, and a person's file only
-- while a stated purpose runs: these functions keep the purpose and write the journal's line.

CREATE OR REPLACE FUNCTION app.is_adviser() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(app.ctx_staff_role() = 'ADVISER', false) $$;

-- The requests whose files this adviser has open now.
CREATE OR REPLACE FUNCTION app.ctx_checked() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT array_agg(request_id) FROM public.check_purpose
  WHERE app.is_adviser() AND staff_id = app.ctx_staff() AND until > app.clock()
$$;

-- A purpose holds thirty minutes, for this person and this session. Unknown: nothing happens.
CREATE OR REPLACE FUNCTION app.state_check_purpose(which uuid, sid bytea, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.check_purpose (sid_hash, request_id, staff_id, purpose, until)
    SELECT s.sid_hash, c.request_id, s.account_id, why, app.clock() + interval '30 minutes'
    FROM public.candidature c JOIN public.web_session s ON s.sid_hash = sid
    WHERE c.id = which AND s.audience = 'staff' AND s.account_id = app.ctx_staff()
      AND app.is_adviser()
      AND why IN ('CHECK_CANDIDATURE', 'ANSWER_A_CONTEST', 'CONTROL')
  ON CONFLICT (sid_hash, request_id) DO UPDATE
    SET purpose = excluded.purpose, until = excluded.until
$$;

CREATE OR REPLACE FUNCTION app.end_check(which uuid, sid bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.check_purpose p SET until = app.clock()
  WHERE p.sid_hash = sid AND p.staff_id = app.ctx_staff()
    AND p.request_id = (SELECT c.request_id FROM public.candidature c WHERE c.id = which)
$$;

CREATE OR REPLACE FUNCTION app.check_is_open(which uuid, sid bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.check_purpose p
    JOIN public.candidature c ON c.request_id = p.request_id
    WHERE c.id = which AND p.sid_hash = sid AND p.staff_id = app.ctx_staff()
      AND p.until > app.clock() AND app.is_adviser())
$$;

-- One opening of a file: its line in the journal, and the purpose. No purpose running: no row.
CREATE OR REPLACE FUNCTION app.read_checked_file(which uuid, sid bytea)
RETURNS TABLE (request_id uuid, purpose text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found record;
  me record;
BEGIN
  IF NOT app.check_is_open(which, sid) THEN RETURN; END IF;
  SELECT r.id, r.account_id, p.purpose INTO found FROM public.candidature c
    JOIN public.housing_request r ON r.id = c.request_id
    JOIN public.check_purpose p ON p.request_id = r.id AND p.sid_hash = sid
    WHERE c.id = which;
  SELECT a.id, a.reference, a.role INTO me FROM public.staff_account a WHERE a.id = app.ctx_staff();
  PERFORM app.add_line('staff', 'CANDIDATURE_READ', NULL, me.id, me.reference, me.role, NULL,
    found.purpose, NULL, jsonb_build_array(jsonb_build_array(found.id, found.account_id)));
  RETURN QUERY SELECT found.id, found.purpose::text;
END $$;

-- What the applicant alone was told, for the adviser who has the file open.
CREATE OR REPLACE FUNCTION app.told_in_check(which uuid)
RETURNS TABLE (occurred_on date, sentence text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT e.occurred_on, e.for_applicant::text FROM public.candidature_event e
  WHERE e.candidature_id = which AND e.for_applicant IS NOT NULL
    AND e.request_id = ANY (app.ctx_checked()) ORDER BY e.occurred_at
$$;

-- The candidatures of a Numéro Unique that somebody gave whole: keys, no name.
CREATE OR REPLACE FUNCTION app.candidatures_of_number(number text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT c.id FROM public.candidature c JOIN public.housing_request r ON r.id = c.request_id
  WHERE app.is_adviser() AND r.unique_number = number
$$;

-- What ranks the candidatures on one dwelling that are not yet at the landlord's: facts without
-- a name. `employer_*` are those of the company the request is attached to, when it is known.
CREATE OR REPLACE FUNCTION app.ranking_facts(home uuid)
RETURNS TABLE (candidature_id uuid, request_id uuid, state text, submitted_at timestamptz,
  registered_on date, people integer, wanted jsonb, priority boolean, employer_status text,
  employer_sector text, employer_band text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT c.id, c.request_id, c.state::text, c.submitted_at, (f.request ->> 'registered_on')::date,
    f.people_to_house, s.wanted_location, coalesce(cardinality(o.priority), 0) > 0,
    k.status::text, k.sector::text, k.headcount_band::text
  FROM public.candidature c JOIN public.housing_request r ON r.id = c.request_id
  JOIN public.file f ON f.request_id = r.id JOIN public.summary s ON s.request_id = r.id
  LEFT JOIN public.adviser_only o ON o.request_id = r.id
  LEFT JOIN public.company k ON k.id = app.company_of_siret(r.siret)
  WHERE app.may_record() AND c.offer_id = home AND c.state IN ('SUBMITTED', 'VALIDATED')
$$;

-- Write or renew the applicants' own lines: whoever ranks can write them and read none. A line
-- that went to the landlord stays as it was sent.
CREATE OR REPLACE FUNCTION app.keep_ranking_lines(lines jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.ranking_line AS r (candidature_id, request_id, rank, candidates, components,
      total_tenths, entitled, weights_number, sent)
    SELECT c.id, c.request_id, l.rank, l.candidates, l.components, l.total_tenths, l.entitled,
      l.weights_number, l.sent
    FROM jsonb_to_recordset(lines) AS l (candidature_id uuid, rank integer, candidates integer,
      components jsonb, total_tenths integer, entitled boolean, weights_number integer,
      sent boolean)
    JOIN public.candidature c ON c.id = l.candidature_id
    WHERE app.may_record()
  ON CONFLICT (candidature_id) DO UPDATE SET rank = excluded.rank,
      candidates = excluded.candidates, components = excluded.components,
      total_tenths = excluded.total_tenths, entitled = excluded.entitled,
      weights_number = excluded.weights_number, sent = excluded.sent, ranked_at = app.clock()
    WHERE NOT r.sent
$$;

-- Dwellings whose ranking is older than ten minutes, the oldest first.
CREATE OR REPLACE FUNCTION app.offers_to_rank(most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT c.offer_id FROM public.candidature c
  LEFT JOIN public.ranking_line l ON l.candidature_id = c.id
  WHERE c.active AND c.state IN ('SUBMITTED', 'VALIDATED')
    AND (l.ranked_at IS NULL OR l.ranked_at < app.clock() - interval '10 minutes')
  GROUP BY c.offer_id ORDER BY min(coalesce(l.ranked_at, '-infinity')), c.offer_id LIMIT most
$$;

-- Landlords who have said nothing for thirty days: noted once a silence, and every adviser is
-- told that some wait. Nobody is named.
CREATE OR REPLACE FUNCTION app.remind_of_silence() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE noted integer;
BEGIN
  INSERT INTO public.silence_reminder AS r (candidature_id)
    SELECT c.id FROM public.candidature c
    WHERE c.active AND c.state IN ('TRANSMITTED', 'CONTACTED', 'VISIT_PLANNED',
      'COMMITTEE_PLANNED', 'AWARDED', 'AWARDED_RANKED', 'AWARDED_CONDITIONALLY', 'ACCEPTED')
      AND (SELECT max(e.occurred_at) FROM public.candidature_event e WHERE e.candidature_id = c.id)
        < app.clock() - interval '30 days'
  ON CONFLICT (candidature_id) DO UPDATE SET reminded_at = app.clock()
    WHERE r.reminded_at < (SELECT max(e.occurred_at) FROM public.candidature_event e
      WHERE e.candidature_id = r.candidature_id);
  GET DIAGNOSTICS noted = ROW_COUNT;
  IF noted > 0 THEN
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
      SELECT a.email, 'landlord_silent', a.locale, '{}' FROM public.staff_account a
      WHERE a.role = 'ADVISER' AND a.active;
  END IF;
  RETURN noted;
END $$;

-- Attributions of a stretch of days, and how many went to priority households: totals alone.
DROP FUNCTION IF EXISTS app.priority_share(date, date);
CREATE FUNCTION app.priority_share(first_day date, last_day date)
RETURNS TABLE (department text, priority boolean, by_company integer[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH awarded AS (
    SELECT CASE WHEN c.insee_code LIKE '97%' THEN left(c.insee_code, 3)
        ELSE left(c.insee_code, 2) END AS department,
      coalesce(cardinality(o.priority), 0) > 0 AS priority,
      -- Whoever has no company counts as of one: the rule of three only grows stricter.
      coalesce(left(r.siret, 9), '') AS company
    FROM public.candidature c JOIN public.housing_request r ON r.id = c.request_id
    LEFT JOIN public.adviser_only o ON o.request_id = c.request_id
    WHERE app.ctx_staff_role() IN ('ADVISER', 'AUDITOR')
      AND EXISTS (SELECT 1 FROM public.candidature_event e WHERE e.candidature_id = c.id
        AND e.outcome = 'AWARDED' AND e.occurred_on BETWEEN first_day AND last_day)
  ), counted AS (
    SELECT department, priority, company, count(*) AS people FROM awarded GROUP BY 1, 2, 3
  ), cells AS (
    SELECT d.department, p.priority FROM (SELECT DISTINCT department FROM awarded) d
      CROSS JOIN (VALUES (true), (false)) p (priority)
  ), companies AS (SELECT DISTINCT company FROM awarded)
  SELECT cells.department, cells.priority,
    array_agg(coalesce(counted.people, 0)::integer ORDER BY companies.company)
  FROM cells CROSS JOIN companies
  LEFT JOIN counted ON counted.department = cells.department
    AND counted.priority = cells.priority AND counted.company = companies.company
  GROUP BY cells.department, cells.priority
$$;

-- The list that went to a landlord, as it was ranked then, those still running: one line in the
-- journal, which each person in it reads.
CREATE OR REPLACE FUNCTION app.landlord_list(home uuid)
RETURNS TABLE (candidature_id uuid, unique_number text, surname text, first_names text,
  company_points integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me record;
  people jsonb;
BEGIN
  IF NOT app.is_adviser() THEN RETURN; END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_array(r.id, r.account_id) ORDER BY r.id), '[]') INTO people
    FROM public.candidature c JOIN public.ranking_line l ON l.candidature_id = c.id AND l.sent
    JOIN public.housing_request r ON r.id = c.request_id
    WHERE c.offer_id = home AND c.active AND c.state NOT IN ('SUBMITTED', 'VALIDATED');
  IF people = '[]' THEN RETURN; END IF;
  SELECT a.id, a.reference, a.role INTO me FROM public.staff_account a WHERE a.id = app.ctx_staff();
  PERFORM app.add_line('staff', 'SENT_TO_LANDLORD', NULL, me.id, me.reference, me.role, NULL,
    'CHECK_CANDIDATURE', NULL, people);
  RETURN QUERY
    SELECT c.id, r.unique_number::text, s.surname::text, s.first_names::text,
      coalesce((SELECT (part ->> 1)::integer FROM jsonb_array_elements(l.components) part
        WHERE part ->> 0 = 'points'), 0)
    FROM public.candidature c JOIN public.ranking_line l ON l.candidature_id = c.id AND l.sent
    JOIN public.housing_request r ON r.id = c.request_id
    JOIN public.summary s ON s.request_id = r.id
    WHERE c.offer_id = home AND c.active AND c.state NOT IN ('SUBMITTED', 'VALIDATED')
    ORDER BY l.entitled DESC, l.total_tenths DESC, c.submitted_at, c.id;
END $$;
