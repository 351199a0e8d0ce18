-- The network's closed months: how many people of each company did what. Unnamed, and the worker's
-- alone: it keeps of them what may be told (app/statistics/closing.py), and nobody else reads them.

-- '' where no commune is known.
CREATE OR REPLACE FUNCTION app.department_of(insee_code text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN insee_code ~ '^9[78]' THEN left(insee_code, 3)
    ELSE coalesce(left(insee_code, 2), '') END
$$;

-- The fewest employees of the class of sizes INSEE's band belongs to, '' where it is unknown.
CREATE OR REPLACE FUNCTION app.size_of(band text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN band IN ('00', '01', '02', '03') THEN '0' WHEN band IN ('11', '12') THEN '10'
    WHEN band IN ('21', '22', '31') THEN '50' WHEN band IN ('32', '41') THEN '250'
    WHEN band IN ('42', '51', '52', '53') THEN '1000' ELSE '' END
$$;

-- The establishments of the companies that were active when the month ended.
CREATE OR REPLACE FUNCTION app.month_sites(month date)
RETURNS TABLE (siret text, company_id uuid, department text, size text, head boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT e.siret, c.id, app.department_of(e.insee_code), app.size_of(c.headcount_band),
    e.siret = (SELECT h.siret FROM public.establishment h WHERE h.company_id = c.id
      ORDER BY h.head_office DESC, h.siret LIMIT 1)
  FROM public.company c JOIN public.establishment e ON e.company_id = c.id
  WHERE 'ACTIVE' = (SELECT v.status FROM public.company_event v WHERE v.company_id = c.id
    AND v.at < (month_sites.month + interval '1 month') AT TIME ZONE 'Europe/Paris'
    -- Of several acts of one instant the one that leaves least counts: made and verified is active,
    -- verified and suspended is not.
    ORDER BY v.at DESC, v.status <> 'PENDING' DESC, v.status <> 'ACTIVE' DESC LIMIT 1)
$$;

-- Months that are closed and not counted yet, in their order. A month closes five days after its
-- end: results come late.
CREATE OR REPLACE FUNCTION app.months_to_count() RETURNS SETOF date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m::date FROM generate_series(
    coalesce((SELECT max(s.month) + interval '1 month' FROM public.statistic_cell s),
      (SELECT date_trunc('month', min(c.created_at) AT TIME ZONE 'Europe/Paris')
        FROM public.company c)),
    date_trunc('month', app.clock() AT TIME ZONE 'Europe/Paris' - interval '5 days')
      - interval '1 month',
    interval '1 month') m
$$;

-- Where companies are, whoever does something there or not: active companies by their head office,
-- codes in force on the last day by their establishment.
CREATE OR REPLACE FUNCTION app.month_grid(month date)
RETURNS TABLE (department text, size text, companies integer, codes integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH last AS (SELECT (month_grid.month + interval '1 month - 1 day')::date AS day),
  sites AS MATERIALIZED (SELECT * FROM app.month_sites(month_grid.month)),
  codes AS (
    SELECT coalesce(k.siret, h.siret) AS siret, count(*) AS number FROM public.company_code k
    JOIN sites h ON h.company_id = k.company_id AND h.head, last
    WHERE k.status = 'ACTIVE' AND k.valid_from <= last.day
      AND (k.valid_until IS NULL OR k.valid_until >= last.day)
    GROUP BY 1
  )
  SELECT s.department, s.size, count(*) FILTER (WHERE s.head)::integer,
    coalesce(sum(c.number), 0)::integer
  FROM sites s LEFT JOIN codes c ON c.siret = s.siret GROUP BY s.department, s.size
$$;

-- How many people did what in the month, whatever their choice, by the establishment their request
-- is attached to. Points name a period of visibility, as the ledger does.
CREATE OR REPLACE FUNCTION app.month_people(month date)
RETURNS TABLE (measure text, department text, size text, company integer, people integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH stretch AS (
    SELECT month_people.month::timestamp AT TIME ZONE 'Europe/Paris' AS since,
      (month_people.month + interval '1 month') AT TIME ZONE 'Europe/Paris' AS until
  ), sites AS MATERIALIZED (SELECT * FROM app.month_sites(month_people.month)),
  -- The last choice of each person's own, not what followed from a change of employer.
  chosen AS (
    SELECT DISTINCT ON (k.request_id) k.request_id, k.choice FROM public.consent k, stretch
    WHERE k.made_at >= stretch.since AND k.made_at < stretch.until
      AND k.cause IN ('CHOSEN', 'WITHDRAWN')
    ORDER BY k.request_id, k.made_at DESC
  ), done AS (
    SELECT 'CHOICE_' || choice AS measure, request_id FROM chosen
    UNION ALL SELECT 'CANDIDATURES', c.request_id FROM public.candidature c, stretch
      WHERE c.submitted_at >= stretch.since AND c.submitted_at < stretch.until
    UNION ALL SELECT 'LEASES', e.request_id FROM public.candidature_event e
      JOIN public.candidature c ON c.id = e.candidature_id AND c.state = 'LEASE_SIGNED'
      WHERE e.outcome = 'LEASE_SIGNED' AND e.occurred_on >= month_people.month
        AND e.occurred_on < month_people.month + interval '1 month'
  ), placed AS (
    SELECT d.measure, r.siret, d.request_id AS who FROM done d
      JOIN public.housing_request r ON r.id = d.request_id
    UNION ALL SELECT 'POINTS', p.siret, coalesce(p.request_id, l.public_id) FROM public.points_line l
      JOIN public.visibility_period p ON p.id = l.public_id, stretch
      WHERE l.kind = 'AWARD' AND l.made_at >= stretch.since AND l.made_at < stretch.until
        AND NOT EXISTS (SELECT 1 FROM public.points_line u
          WHERE u.reverses = l.id AND u.kind = 'UNDO')
  ), counted AS (
    SELECT p.measure, s.department, s.size, s.company_id, count(DISTINCT p.who) AS people
    FROM placed p JOIN sites s ON s.siret = p.siret GROUP BY 1, 2, 3, 4
  )
  SELECT measure, department, size, (dense_rank() OVER (ORDER BY company_id))::integer,
    people::integer
  FROM counted
$$;
