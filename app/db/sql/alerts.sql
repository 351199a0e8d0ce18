-- Alerts an applicant may turn off: a first reading of the file, new offers for a kept search.

-- Of each of the last three whole days in Paris: who was read that day, outside lists and figures, by somebody
-- of a company who had not read them before, is told once. The mail says only that there is news.
CREATE OR REPLACE FUNCTION app.alert_first_readings() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH today AS (
    SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date AS day
      WHERE extract(hour FROM app.clock() AT TIME ZONE 'Europe/Paris') >= 7
  ), days AS (
    SELECT t.day - n AS day,
      (t.day - n)::timestamp AT TIME ZONE 'Europe/Paris' AS begins,
      (t.day - n + 1)::timestamp AT TIME ZONE 'Europe/Paris' AS ends
    FROM today t CROSS JOIN generate_series(1, 3) n
  ), read AS (
    SELECT DISTINCT d.day, s.account_id, t.actor_id, d.begins
    FROM days d
    JOIN public.journal_line l ON l.at >= d.begins AND l.at < d.ends
      AND l.audience = 'employer' AND l.act NOT IN ('LIST_READ', 'FIGURES_PRINTED')
    JOIN public.journal_detail t ON t.line_id = l.id
    JOIN public.journal_subject s ON s.line_id = l.id
  ), first AS (
    SELECT DISTINCT r.day, r.account_id FROM read r
    WHERE NOT EXISTS (
      SELECT 1 FROM public.journal_subject s
        JOIN public.journal_line l ON l.id = s.line_id
        JOIN public.journal_detail t ON t.line_id = l.id
        WHERE s.account_id = r.account_id AND t.actor_id = r.actor_id
          AND l.act NOT IN ('LIST_READ', 'FIGURES_PRINTED') AND l.at < r.begins
    )
  ), due AS (
    INSERT INTO public.reading_alert (account_id, day)
    SELECT a.id, f.day FROM first f JOIN public.applicant_account a ON a.id = f.account_id
      WHERE a.active AND a.told_of_readings
    ON CONFLICT DO NOTHING RETURNING account_id
  ), told AS (
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT a.email, 'news', a.locale, '{}' FROM (SELECT DISTINCT account_id FROM due) d
      JOIN public.applicant_account a ON a.id = d.account_id
    RETURNING 1
  )
  SELECT count(*)::integer FROM told
$$;

-- The applicant wants these mails, or no more.
CREATE OR REPLACE FUNCTION app.tell_of_readings(wanted boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.applicant_account SET told_of_readings = wanted WHERE id = app.ctx_applicant()
$$;

-- What the link of an alert's mail can do: end that alert.
CREATE OR REPLACE FUNCTION app.stop_alert(token uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ DELETE FROM public.saved_search WHERE stop_token = token $$;
