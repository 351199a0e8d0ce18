-- What one's own company did about one person in the running period of visibility, the newest
-- first: for whoever manages the company without limit. A list counts once per colleague and day.
CREATE OR REPLACE FUNCTION app.person_acts(which uuid, most integer)
RETURNS TABLE (at timestamptz, act text, actor_name text, actor_role text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH one AS (
    SELECT s.public_id, s.request_id, s.company_id, r.account_id,
      app.period_began(s.request_id) AS began
    FROM public.summary s JOIN public.housing_request r ON r.id = s.request_id
    WHERE s.public_id = which AND s.company_id = app.ctx_company() AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND app.ctx_manages() AND app.ctx_all_sites()
  ), readings AS (
    SELECT l.at, l.act, d.actor_name, d.actor_role, d.purpose, row_number() OVER (
        PARTITION BY l.act, d.actor_id, (l.at AT TIME ZONE 'Europe/Paris')::date
        ORDER BY l.at DESC) AS of_day
    FROM one JOIN public.journal_subject j
      ON j.account_id = one.account_id AND j.request_id = one.request_id
    JOIN public.journal_line l ON l.id = j.line_id AND l.company_id = one.company_id
      AND l.audience = 'employer' AND l.at >= one.began
    LEFT JOIN public.journal_detail d ON d.line_id = l.id
  )
  SELECT a.at, a.act,
    CASE WHEN a.at > app.clock() - interval '12 months' THEN a.actor_name END, a.actor_role,
    a.purpose
  FROM (
    SELECT at, act, actor_name, actor_role, purpose FROM readings
      WHERE act <> 'LIST_READ' OR of_day = 1
    UNION ALL
    SELECT p.made_at, CASE p.kind WHEN 'AWARD' THEN 'POINTS_AWARDED' WHEN 'UNDO'
        THEN 'POINTS_UNDONE' ELSE 'POINTS_REVERSED' END, p.author_name, p.author_role, NULL
      FROM one JOIN public.points_line p
        ON p.company_id = one.company_id AND p.public_id = one.public_id
    UNION ALL
    SELECT s.made_at, 'CANDIDATURE_SUPPORTED', s.author_name, s.author_role, NULL
      FROM one JOIN public.support s
        ON s.company_id = one.company_id AND s.public_id = one.public_id
      WHERE app.ctx_reach() >= 3
    UNION ALL
    SELECT g.made_at, 'OFFER_SUGGESTED', g.author_name, g.author_role, NULL
      FROM one JOIN public.suggestion g
        ON g.company_id = one.company_id AND g.public_id = one.public_id
      WHERE app.ctx_reach() >= 3
  ) a ORDER BY a.at DESC LIMIT most
$$;
