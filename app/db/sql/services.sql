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
