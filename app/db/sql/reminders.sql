-- Before a choice ends its applicant is told, 30 and 7 days before, once each. The end itself is
-- by the clock and waits for nobody.

-- Whoever was not reminded in time gets one mail, not two; nobody is reminded of a moment that had
-- passed when the choice was made. Returns how many mails it left.
CREATE OR REPLACE FUNCTION app.remind_of_ends() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH due AS (
    INSERT INTO public.choice_reminder (request_id, ends_at, days_before)
    SELECT v.request_id, v.visible_until, d.days
      FROM public.visibility v CROSS JOIN (VALUES (30), (7)) d (days)
      WHERE v.level > 1 AND v.visible_until > app.clock()
        AND v.visible_until - make_interval(days => d.days) <= app.clock()
        AND (SELECT max(k.made_at) FROM public.consent k WHERE k.request_id = v.request_id)
          < v.visible_until - make_interval(days => d.days)
    ON CONFLICT DO NOTHING
    RETURNING request_id
  ), told AS (
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT a.email, 'choice_reminder', a.locale, '{}'
      FROM (SELECT DISTINCT request_id FROM due) d
      JOIN public.housing_request r ON r.id = d.request_id
      JOIN public.applicant_account a ON a.id = r.account_id
    RETURNING 1
  )
  SELECT count(*)::integer FROM told
$$;

-- A request that is not renewed is struck off by the registry. Its applicant is told 60, 30 and 7
-- days before, once each; one mail for whoever was not told in time. Returns how many it left.
CREATE OR REPLACE FUNCTION app.remind_of_renewals() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH due AS (
    INSERT INTO public.renewal_reminder (request_id, renew_by, days_before)
    SELECT r.id, r.renew_by, d.days
      FROM public.housing_request r CROSS JOIN (VALUES (60), (30), (7)) d (days)
      WHERE r.status = 'ACTIVE'
        AND r.renew_by >= (app.clock() AT TIME ZONE 'Europe/Paris')::date
        AND r.renew_by - d.days <= (app.clock() AT TIME ZONE 'Europe/Paris')::date
        -- Nobody is reminded of a day that had passed when the request came.
        AND (r.imported_at AT TIME ZONE 'Europe/Paris')::date < r.renew_by - d.days
    ON CONFLICT DO NOTHING
    RETURNING request_id
  ), told AS (
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT a.email, 'renewal_reminder', a.locale, '{}'
      FROM (SELECT DISTINCT request_id FROM due) d
      JOIN public.housing_request r ON r.id = d.request_id
      JOIN public.applicant_account a ON a.id = r.account_id
    RETURNING 1
  )
  SELECT count(*)::integer FROM told
$$;
