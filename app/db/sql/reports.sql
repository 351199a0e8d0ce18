-- Reports: their code, everybody they hold, and whether all of them still show as much.

-- The code is drawn here, and its digest kept beside it, so that neither dies with the report.
CREATE OR REPLACE FUNCTION app.code_report() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.code := app.random_code();
    INSERT INTO public.report_code (code, report_id) VALUES (NEW.code, NEW.id);
  ELSIF NEW.sha256 IS DISTINCT FROM OLD.sha256 THEN
    UPDATE public.report_code SET sha256 = NEW.sha256 WHERE code = NEW.code;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER report_coded BEFORE INSERT OR UPDATE ON public.report
  FOR EACH ROW EXECUTE FUNCTION app.code_report();

-- Which blocks and which adults of a file are open: how much is shared, never what.
CREATE OR REPLACE FUNCTION app.sharing_facts(which uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT sha256(convert_to(jsonb_build_array(f.sensitive,
      (SELECT jsonb_agg(b.block ORDER BY b.block) FROM public.sensitive_block b
        WHERE b.request_id = which AND b.open),
      (SELECT jsonb_agg(jsonb_build_array(a.content ->> 'surname', a.content ->> 'first_names')
          ORDER BY a.ordinal) FROM public.other_adult a
        WHERE a.request_id = which AND a.open AND a.agreed))::text, 'UTF8'))
  FROM public.file f WHERE f.request_id = which AND f.level >= 3
$$;

-- Note everybody the caller's own report is about to show or count; returns how many, -1 when
-- so many need a second person who has not agreed. Nobody can be printed who is not noted here
-- first.
CREATE OR REPLACE FUNCTION app.keep_people(which uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  asked record;
  kept integer;
BEGIN
  SELECT r.*, m.sites, coalesce(r.membership_id, r.staff_id) AS owner_id INTO asked
    FROM public.report r LEFT JOIN public.membership m ON m.id = r.membership_id
    JOIN public.company c ON c.id = r.company_id AND c.status = 'ACTIVE'
    WHERE r.id = which AND r.state = 'MAKING'
      AND r.kind IN ('SUMMARY', 'FILE', 'PERIODIC', 'COMMITTEE', 'COMPANY')
      AND (r.membership_id = app.ctx_membership() OR r.staff_id = app.ctx_staff());
  IF NOT FOUND THEN RETURN 0; END IF;
  -- Begun again after a worker's end: whoever was noted then and is not now counts no more.
  UPDATE public.report_person SET level = 0 WHERE report_id = which;
  INSERT INTO public.report_person AS p (report_id, owner_id, public_id, level, facts)
    SELECT which, asked.owner_id, s.public_id,
      CASE WHEN asked.public_id IS NOT NULL THEN asked.level
        WHEN asked.kind = 'PERIODIC' THEN least(s.level, app.ctx_reach()) ELSE s.level END,
      CASE WHEN asked.kind = 'FILE' THEN app.sharing_facts(s.request_id) END
    FROM public.summary s
    WHERE s.company_id = asked.company_id AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (asked.sites IS NULL OR s.siret = ANY (asked.sites))
      AND (asked.public_id IS NULL OR s.public_id = asked.public_id)
  ON CONFLICT (report_id, public_id)
    DO UPDATE SET level = excluded.level, facts = excluded.facts;
  GET DIAGNOSTICS kept = ROW_COUNT;
  IF asked.kind = 'PERIODIC' AND app.over_limit('EXPORT', kept) AND NOT EXISTS (SELECT 1
      FROM public.approval a WHERE a.id = (asked.wanted ->> 'approval')::uuid
        AND a.membership_id = asked.membership_id AND a.kind = 'EXPORT'
        AND a.done_at IS NOT NULL) THEN
    -- The list has grown over the limit meanwhile, or the page that asks was left out.
    UPDATE public.report_person SET level = 0 WHERE report_id = which;
    RETURN -1;
  END IF;
  RETURN kept;
END $$;

-- The same for an export: of the people its list found, those the caller sees at this instant, at
-- the choice the file names, whatever the caller's role reaches of it.
CREATE OR REPLACE FUNCTION app.keep_listed(which uuid, people uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  asked record;
  kept integer;
BEGIN
  SELECT r.*, m.sites INTO asked FROM public.report r
    JOIN public.membership m ON m.id = r.membership_id
    JOIN public.company c ON c.id = r.company_id AND c.status = 'ACTIVE'
    WHERE r.id = which AND r.state = 'MAKING' AND r.kind IN ('LIST_CSV', 'LIST_XLSX')
      AND r.membership_id = app.ctx_membership();
  IF NOT FOUND THEN RETURN 0; END IF;
  UPDATE public.report_person SET level = 0 WHERE report_id = which;
  INSERT INTO public.report_person AS p (report_id, owner_id, public_id, level)
    SELECT which, asked.membership_id, s.public_id, s.level
    FROM public.summary s
    WHERE app.ctx_reach() >= 2 AND s.public_id = ANY (people) AND s.company_id = asked.company_id AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (asked.sites IS NULL OR s.siret = ANY (asked.sites))
  ON CONFLICT (report_id, public_id) DO UPDATE SET level = excluded.level;
  GET DIAGNOSTICS kept = ROW_COUNT;
  IF app.over_limit('EXPORT', kept) AND NOT EXISTS (SELECT 1
      FROM public.approval a WHERE a.id = (asked.wanted ->> 'approval')::uuid
        AND a.membership_id = asked.membership_id AND a.kind = 'EXPORT'
        AND a.done_at IS NOT NULL) THEN
    -- The list has grown over the limit meanwhile, or the page that asks was left out.
    UPDATE public.report_person SET level = 0 WHERE report_id = which;
    RETURN -1;
  END IF;
  RETURN kept;
END $$;

-- Does everybody in the report still show as much as is printed? Nobody in it: nothing to lose.
CREATE OR REPLACE FUNCTION app.people_still_open(which uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT (r.company_id IS NULL OR EXISTS (SELECT 1 FROM public.company c
      WHERE c.id = r.company_id AND c.status = 'ACTIVE'))
    AND NOT EXISTS (SELECT 1 FROM public.report_person p
      LEFT JOIN public.summary s ON s.public_id = p.public_id AND s.level > 1
        AND s.company_id = r.company_id AND s.level >= p.level
        AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      WHERE p.report_id = which AND p.level > 0 AND (s.public_id IS NULL
        OR (p.facts IS NOT NULL AND p.facts IS DISTINCT FROM app.sharing_facts(s.request_id))))
  FROM public.report r WHERE r.id = which
$$;

-- The same, asked by whoever the report belongs to.
CREATE OR REPLACE FUNCTION app.own_report_still_open(which uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(app.people_still_open(r.id), false) FROM public.report r
  WHERE r.id = which AND (r.membership_id = app.ctx_membership() OR r.staff_id = app.ctx_staff())
$$;

-- Finished files in which somebody shows less by now, and those found so when they were opened:
-- the worker erases them.
CREATE OR REPLACE FUNCTION app.reports_to_close() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT r.id FROM public.report r WHERE r.state = 'READY' AND NOT app.people_still_open(r.id)
  UNION ALL SELECT r.id FROM public.report r WHERE r.state = 'CLOSED' AND r.percent > 0
$$;

-- The public page's one word. Whatever the reason, "again" is the same word.
CREATE OR REPLACE FUNCTION app.report_standing(typed text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM public.report_code k
      WHERE k.code = typed AND k.sha256 IS NOT NULL) THEN 'UNKNOWN'
    WHEN EXISTS (SELECT 1 FROM public.report r WHERE r.code = typed AND r.state = 'READY'
      AND r.expires_at > app.clock() AND app.people_still_open(r.id)) THEN 'VALID'
    ELSE 'AGAIN' END
$$;

-- Is this the digest of the very file that bears this code?
CREATE OR REPLACE FUNCTION app.report_is_file(typed text, digest bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.report_code k WHERE k.code = typed AND k.sha256 = digest)
$$;

-- Numbers of one company, for its works council or for staff: of the people noted in the caller's
-- own report while it is being made. Whoever reads them leaves the small ones out.
CREATE OR REPLACE FUNCTION app.company_numbers(which uuid)
RETURNS TABLE (dimension text, key text, people integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH noted AS (
    SELECT s.request_id, s.siret, s.wished_commune, p.level FROM public.report r
    JOIN public.report_person p ON p.report_id = r.id AND p.level > 0
    JOIN public.summary s ON s.public_id = p.public_id AND s.level >= p.level
    WHERE r.id = which AND r.state = 'MAKING' AND r.kind IN ('COMMITTEE', 'COMPANY')
      AND (r.membership_id = app.ctx_membership() OR r.staff_id = app.ctx_staff())
  ), last_word AS (
    SELECT DISTINCT ON (n.request_id) e.outcome FROM noted n
    JOIN public.candidature_event e ON e.request_id = n.request_id
    WHERE n.level >= 3 ORDER BY n.request_id, e.occurred_at DESC, e.step DESC
  )
  SELECT 'level', level::text, count(*)::integer FROM noted GROUP BY level
  UNION ALL SELECT 'site', siret, count(*)::integer FROM noted GROUP BY siret
  UNION ALL SELECT 'wish', coalesce(wished_commune, ''), count(*)::integer FROM noted
    GROUP BY wished_commune
  UNION ALL SELECT 'standing', outcome, count(*)::integer FROM last_word GROUP BY outcome
$$;

-- Numbers of the whole network, each with how many people of each company are in it: companies in
-- one same order, and unnamed. Only whoever is visible to an active company is counted.
CREATE OR REPLACE FUNCTION app.network_numbers()
RETURNS TABLE (dimension text, key text, by_company integer[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH noted AS (
    SELECT s.company_id, s.level,
      left(s.wished_commune, CASE WHEN s.wished_commune LIKE '97%' THEN 3 ELSE 2 END) AS wish,
      (SELECT e.outcome FROM public.candidature_event e WHERE e.request_id = s.request_id
        AND s.level >= 3 ORDER BY e.occurred_at DESC, e.step DESC LIMIT 1) AS outcome
    FROM public.summary s JOIN public.company c ON c.id = s.company_id AND c.status = 'ACTIVE'
    WHERE s.level > 1 AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND app.ctx_staff_role() IN ('COMPANY_MANAGER', 'AUDITOR', 'ADMINISTRATOR')
  ), counted AS (
    SELECT 'level' AS dimension, level::text AS key, company_id, count(*) AS people FROM noted
      GROUP BY 2, 3
    UNION ALL SELECT 'wish', coalesce(wish, ''), company_id, count(*) FROM noted GROUP BY 2, 3
    UNION ALL SELECT 'standing', outcome, company_id, count(*) FROM noted
      WHERE outcome IS NOT NULL GROUP BY 2, 3
  ), companies AS (SELECT DISTINCT company_id FROM noted),
  cells AS (SELECT DISTINCT dimension, key FROM counted)
  SELECT cells.dimension, cells.key,
    array_agg(coalesce(counted.people, 0)::integer ORDER BY companies.company_id)
  FROM cells CROSS JOIN companies
  LEFT JOIN counted ON counted.dimension = cells.dimension AND counted.key = cells.key
    AND counted.company_id = companies.company_id
  GROUP BY cells.dimension, cells.key
$$;
