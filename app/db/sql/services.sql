-- Small doors through the wall, each as narrow as its one caller needs.

-- One more hit in a bucket; false once `most` were made within `seconds`.
CREATE OR REPLACE FUNCTION app.hit(key bytea, most integer, seconds integer) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.rate_window AS w (bucket, window_start, hits) VALUES (key, app.clock(), 1)
  ON CONFLICT (bucket) DO UPDATE SET
    hits = CASE WHEN w.window_start < app.clock() - make_interval(secs => seconds)
      THEN 1 ELSE w.hits + 1 END,
    window_start = CASE WHEN w.window_start < app.clock() - make_interval(secs => seconds)
      THEN app.clock() ELSE w.window_start END
  RETURNING hits <= most
$$;

-- Take one hit back: an attempt that turned out right is none.
CREATE OR REPLACE FUNCTION app.give_back(key bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ UPDATE public.rate_window SET hits = greatest(hits - 1, 0) WHERE bucket = key $$;

-- Ask the worker for something, in the act's own transaction.
CREATE OR REPLACE FUNCTION app.ask_job(kind text, target uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE actor uuid := app.ctx_membership(); who text := 'employer';
BEGIN
  IF actor IS NULL THEN actor := app.ctx_applicant(); who := 'applicant'; END IF;
  IF actor IS NULL THEN actor := app.ctx_staff(); who := 'staff'; END IF;
  IF actor IS NULL THEN
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.job_outbox (kind, target, audience, actor_id)
    VALUES (kind, target, who, actor);
END $$;

-- Is this Company Code good for this company today? One answer for wrong, expired and foreign.
CREATE OR REPLACE FUNCTION app.code_opens(company uuid, given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(bool_or(
    -- digests of equal length are compared, so that time tells nothing of the text
    sha256(convert_to(k.code, 'UTF8')) = sha256(convert_to(given, 'UTF8'))
    AND k.company_id = company AND k.status IN ('ACTIVE', 'ROTATED')
    AND k.valid_from <= (app.clock() AT TIME ZONE 'Europe/Paris')::date
    AND (k.valid_until IS NULL
      OR k.valid_until >= (app.clock() AT TIME ZONE 'Europe/Paris')::date)), false)
  FROM public.company_code k WHERE k.company_id = company
$$;

-- The open sessions of the caller's colleagues: when, never where.
CREATE OR REPLACE FUNCTION app.team_sessions()
RETURNS TABLE (membership_id uuid, began timestamptz, seen timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT s.membership_id, s.created_at, s.seen_at FROM public.web_session s
  JOIN public.membership m ON m.id = s.membership_id
  WHERE m.company_id = app.ctx_owned_company() AND m.ended_at IS NULL
    AND s.audience = 'employer' AND s.expires_at > app.clock()
    AND s.seen_at > app.clock() - interval '30 minutes'
$$;

-- Sign a colleague out of this company, everywhere at once.
CREATE OR REPLACE FUNCTION app.end_team_sessions(member uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.web_session s SET expires_at = app.clock() FROM public.membership m
  WHERE m.id = s.membership_id AND m.id = member AND m.company_id = app.ctx_owned_company()
$$;

-- A mail for each member who wants one and for whom something happened since the last. It holds
-- nothing: what happened is read on the portal, by whoever may.
CREATE OR REPLACE FUNCTION app.queue_digests() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH member AS (
    SELECT m.id, m.company_id, m.role, m.sites, a.email, a.locale,
      greatest(coalesce(n.digested_at, m.started_at), coalesce(n.seen_at, m.started_at)) AS known,
      coalesce(n.digested_at, m.started_at) + CASE coalesce(n.digest, 'WEEKLY')
        WHEN 'DAILY' THEN interval '1 day' ELSE interval '7 days' END AS due
    FROM public.membership m
    JOIN public.employer_account a ON a.id = m.account_id AND a.active
    JOIN public.company c ON c.id = m.company_id AND c.status = 'ACTIVE'
    LEFT JOIN public.notice_choice n ON n.membership_id = m.id
    WHERE m.ended_at IS NULL AND coalesce(n.digest, 'WEEKLY') <> 'NEVER'
  ), told AS (
    SELECT id, email, locale FROM member k
    WHERE k.due <= app.clock() AND (
      EXISTS (SELECT 1 FROM public.company_notice x
        WHERE x.company_id = k.company_id AND x.at > k.known)
      OR (k.role <> 'COMMISSION' AND EXISTS (SELECT 1 FROM public.summary s
        WHERE s.company_id = k.company_id AND s.level > 1
          AND (s.visible_until IS NULL OR s.visible_until > app.clock())
          AND s.visible_since > (k.known AT TIME ZONE 'Europe/Paris')::date
          AND (k.sites IS NULL OR s.siret = ANY (k.sites)))))
  ), noted AS (
    INSERT INTO public.notice_choice (membership_id, digested_at)
      SELECT id, app.clock() FROM told
    ON CONFLICT (membership_id) DO UPDATE SET digested_at = excluded.digested_at
    RETURNING membership_id
  ), queued AS (
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
      SELECT t.email, 'digest', t.locale, '{}'::jsonb FROM told t
      JOIN noted n ON n.membership_id = t.id
    RETURNING 1
  )
  SELECT count(*)::integer FROM queued
$$;
