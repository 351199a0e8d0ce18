-- The journal's only doors. Lines are inserted unchained; one worker seals them later,
-- so that no request waits for another.

-- `people` is [[request, account], …], ordered: the digest covers who was read too.
CREATE OR REPLACE FUNCTION app.add_line(
  audience text, act text, company uuid, actor uuid, actor_name text, actor_role text,
  company_name text, purpose text, subject text, people jsonb
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  line uuid := gen_random_uuid();
  -- 16 random bytes without an extension
  salt bytea := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
  digest bytea;
BEGIN
  digest := sha256(salt || convert_to(jsonb_build_array(
    actor, actor_name, actor_role, company_name, purpose, subject, people)::text,
    'UTF8'));
  INSERT INTO public.journal_line (id, audience, act, company_id, detail_digest)
    VALUES (line, audience, act, company, digest);
  INSERT INTO public.journal_detail
    VALUES (line, salt, actor, actor_name, actor_role, company_name, purpose, subject);
  INSERT INTO public.journal_subject (line_id, request_id, account_id)
    SELECT line, (p ->> 0)::uuid, (p ->> 1)::uuid FROM jsonb_array_elements(people) p;
  RETURN line;
END $$;

-- An employer's reading of people: one line, one subject per person. Returns how many of `ids`
-- are open at `lowest` or more to the caller at this instant; when it is fewer, the caller must
-- refuse its answer. A single person stays as is until the caller ends: what is read next
-- is what was open, whole, and a withdrawal waits for those few milliseconds.
CREATE OR REPLACE FUNCTION app.record_reading(
  ids uuid[], act text, purpose text, lowest smallint
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.ctx_membership();
  mine record;
  people jsonb;
  one uuid;
BEGIN
  IF me IS NULL OR app.ctx_reach() < lowest THEN RETURN 0; END IF;
  SELECT m.company_id, m.account_id, m.role, m.sites, a.full_name, c.name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    JOIN public.company c ON c.id = m.company_id WHERE m.id = me;
  IF cardinality(ids) = 1 THEN
    SELECT request_id INTO one FROM public.summary
      WHERE public_id = ids[1] AND company_id = mine.company_id AND level > 1
        AND (visible_until IS NULL OR visible_until > app.clock());
    IF FOUND THEN
      -- In turn: rows locked for share alone would let overlapping readers hold up a withdrawal
      -- for as long as they go on.
      PERFORM pg_advisory_xact_lock_shared(hashtextextended(one::text, 7014));
      PERFORM 1 FROM public.visibility WHERE request_id = one FOR SHARE;
    END IF;
  END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_array(s.request_id, r.account_id) ORDER BY s.request_id),
      '[]') INTO people
    FROM public.summary s JOIN public.housing_request r ON r.id = s.request_id
    WHERE s.public_id = ANY (ids) AND s.company_id = mine.company_id AND s.level >= lowest
      AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites));
  PERFORM app.add_line('employer', act, mine.company_id, mine.account_id, mine.full_name,
    mine.role, mine.name, purpose, NULL, people);
  RETURN jsonb_array_length(people);
END $$;

-- A staff act, or a member's act that reads nobody.
CREATE OR REPLACE FUNCTION app.record_act(act text, company uuid, subject text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE mine record;
BEGIN
  IF app.ctx_staff() IS NOT NULL THEN
    SELECT id, reference AS label, role INTO mine FROM public.staff_account
      WHERE id = app.ctx_staff();
    PERFORM app.add_line('staff', act, company, mine.id, mine.label, mine.role, NULL, NULL, subject,
      '[]');
  ELSIF app.ctx_membership() IS NOT NULL THEN
    SELECT m.account_id AS id, a.full_name AS label, m.role, m.company_id INTO mine
      FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
      WHERE m.id = app.ctx_membership();
    PERFORM app.add_line('employer', act, mine.company_id, mine.id, mine.label, mine.role,
      NULL, NULL, subject, '[]');
  ELSE
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- What the applicant may know of the readings of the own file. Names leave after 12 months;
-- readings in a list are told to the hour, once per reader and day, whatever list it was; staff who
-- answer one's messages, or search the journal, do it again and again: once per reader and day too.
DROP FUNCTION IF EXISTS app.readings_of_me();
CREATE FUNCTION app.readings_of_me()
RETURNS TABLE (line_id uuid, at timestamptz, audience text, act text, company_name text,
  reader_name text, reader_role text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH mine AS (
    SELECT l.id, l.at, l.audience, l.act, d.company_name, d.actor_role, d.purpose, d.actor_id,
      CASE WHEN l.at > app.clock() - interval '12 months' THEN d.actor_name END AS actor_name
    FROM public.journal_subject s
    JOIN public.journal_line l ON l.id = s.line_id
    LEFT JOIN public.journal_detail d ON d.line_id = l.id
    WHERE s.account_id = app.ctx_applicant()
  ), listed AS (
    SELECT DISTINCT ON (act, company_name, actor_id, (at AT TIME ZONE 'Europe/Paris')::date)
      id, CASE act WHEN 'LIST_READ' THEN date_trunc('hour', at) ELSE at END AS at, audience, act,
      company_name, actor_name, actor_role, CASE WHEN act <> 'LIST_READ' THEN purpose END AS purpose
    FROM mine WHERE act IN ('LIST_READ', 'CASE_READ', 'JOURNAL_READ')
    ORDER BY act, company_name, actor_id, (at AT TIME ZONE 'Europe/Paris')::date, mine.at, id
  )
  SELECT id, at, audience, act, company_name, actor_name, actor_role, purpose FROM mine
  WHERE act NOT IN ('LIST_READ', 'CASE_READ', 'JOURNAL_READ')
  UNION ALL
  SELECT id, at, audience, act, company_name, actor_name, actor_role, purpose FROM listed
  ORDER BY 2 DESC, 1
$$;

-- When the running period of visibility began: the newest choice of 2 or 3 made while nothing was
-- shown to that company (visibility.sql says when a public id is a new one).
CREATE OR REPLACE FUNCTION app.period_began(request uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT max(made_at) FROM (
    SELECT made_at, choice, company_id, lag(choice) OVER w AS choice_before,
      lag(company_id) OVER w AS company_before, lag(visible_until) OVER w AS until_before
    FROM public.consent WHERE request_id = request WINDOW w AS (ORDER BY made_at, id)
  ) c
  WHERE choice > 1 AND (coalesce(choice_before, 1) = 1
    OR company_before IS DISTINCT FROM company_id OR until_before <= made_at)
$$;

-- A company's own acts, told to an owner without limit. A person read is told by the public id of
-- the running period of visibility, and only for lines of that period: whoever left, or came
-- back, is nobody here. Names of colleagues leave after 12 months. A page is at most `most` lines.
CREATE OR REPLACE FUNCTION app.company_acts(
  first date, last date, acts text[], colleague text, before_at timestamptz, before_id uuid,
  most integer
) RETURNS TABLE (id uuid, at timestamptz, act text, actor_name text, actor_role text,
  purpose text, of_person boolean, public_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH page AS (
    SELECT l.id, l.at, l.act, l.company_id, d.actor_role, d.purpose,
      CASE WHEN l.at > app.clock() - interval '12 months' THEN d.actor_name END AS actor_name
    FROM public.journal_line l LEFT JOIN public.journal_detail d ON d.line_id = l.id
    WHERE l.company_id = app.ctx_owned_company() AND l.audience = 'employer'
      AND (first IS NULL OR (l.at AT TIME ZONE 'Europe/Paris')::date >= first)
      AND (last IS NULL OR (l.at AT TIME ZONE 'Europe/Paris')::date <= last)
      AND (acts IS NULL OR l.act = ANY (acts))
      AND (colleague IS NULL OR (l.at > app.clock() - interval '12 months'
        AND strpos(lower(d.actor_name), lower(colleague)) > 0))
      AND (before_at IS NULL OR (l.at, l.id) < (before_at, before_id))
    ORDER BY l.at DESC, l.id DESC LIMIT most
  )
  SELECT p.id, p.at, p.act, p.actor_name, p.actor_role, p.purpose,
    p.act <> 'LIST_READ' AND EXISTS (SELECT 1 FROM public.journal_subject j
      WHERE j.line_id = p.id),
    (SELECT s.public_id FROM public.journal_subject j
      JOIN public.summary s ON s.request_id = j.request_id
      WHERE j.line_id = p.id AND p.act <> 'LIST_READ' AND s.company_id = p.company_id
        AND s.level > 1 AND (s.visible_until IS NULL OR s.visible_until > app.clock())
        AND p.at >= app.period_began(j.request_id)
      LIMIT 1)
  FROM page p ORDER BY p.at DESC, p.id DESC
$$;

-- Retention: the worker says which acts are kept for 36 months; nothing younger than 12 leaves,
-- whatever it says, and nothing that is not yet in the chain. The line stays with its digest; who,
-- about whom, why and the salt leave together. Returns how many lines lost their details.
CREATE OR REPLACE FUNCTION app.purge_journal(longer text[], most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE old uuid[];
BEGIN
  SELECT array_agg(o.id) INTO old FROM (
    SELECT l.id FROM public.journal_line l JOIN public.journal_detail d ON d.line_id = l.id
      WHERE l.at <= app.clock() - CASE WHEN l.act = ANY (longer)
          THEN interval '36 months' ELSE interval '12 months' END
        AND EXISTS (SELECT 1 FROM public.journal_seal s WHERE s.line_id = l.id)
      ORDER BY l.at, l.id LIMIT most FOR UPDATE OF d SKIP LOCKED
  ) o;
  DELETE FROM public.journal_subject WHERE line_id = ANY (old);
  DELETE FROM public.journal_detail WHERE line_id = ANY (old);
  RETURN coalesce(cardinality(old), 0);
END $$;
