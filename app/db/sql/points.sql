-- Company points. Doors may read the tables; only these functions write them. Every act of a
-- company takes its turn, so what is summed is all there is: no cap and no budget is overrun.
-- Whoever is not visible is answered like whoever does not exist, before anything is summed.

CREATE OR REPLACE FUNCTION app.ctx_manages() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT role IN ('OWNER', 'MANAGER') FROM public.membership WHERE id = app.ctx_membership()
$$;

-- The applicant's running period of visibility; NULL at choice 1, expired or withdrawn.
CREATE OR REPLACE FUNCTION app.ctx_period() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT public_id FROM public.visibility WHERE request_id = app.ctx_request() AND level > 1
    AND (visible_until IS NULL OR visible_until > app.clock())
$$;

CREATE OR REPLACE FUNCTION app.paris_day() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date $$;

-- A name's words without accents, case or punctuation.
CREATE OR REPLACE FUNCTION app.name_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT array_remove(string_to_array(regexp_replace(translate(lower(regexp_replace(
    normalize(name, NFKD), '[̀-ͯ]', '', 'g')), '’‐‑–', '    '),
    '[[:punct:][:space:]]+', ' ', 'g'), ' '), '')
$$;

-- Is this employer's user the person of this request? By an e-mail address, or by the name: of
-- two people of one name the second is refused too, and a colleague acts.
CREATE OR REPLACE FUNCTION app.is_oneself(account uuid, request uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(bool_or(
    lower(a.email) IN (lower(p.email), lower(r.registry_email), lower(coalesce(s.email, '')))
    OR (cardinality(w.surname) > 0 AND w.surname <@ w.mine AND w.first[1] = ANY (w.mine))), false)
  FROM public.employer_account a
  JOIN public.summary s ON s.request_id = request
  JOIN public.housing_request r ON r.id = s.request_id
  JOIN public.applicant_account p ON p.id = r.account_id
  CROSS JOIN LATERAL (SELECT app.name_words(a.full_name) AS mine,
    app.name_words(s.surname) AS surname, app.name_words(s.first_names) AS first) w
  WHERE a.id = account
$$;

-- One act of a company at a time, until the caller's transaction ends. Called in a statement of
-- its own: the clock of what follows has then not stood still while waiting.
CREATE OR REPLACE FUNCTION app.points_turn() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT pg_advisory_xact_lock(hashtextextended(app.ctx_company()::text, 7021)) $$;

CREATE OR REPLACE FUNCTION app.scale_in_force(company uuid) RETURNS smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT number FROM public.points_scale
  WHERE company_id = company AND effective_on <= app.paris_day()
  ORDER BY effective_on DESC, number DESC LIMIT 1
$$;

-- What the year's budget has spent: every award, but for those undone within ten minutes.
CREATE OR REPLACE FUNCTION app.points_spent(company uuid, of_year integer) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(sum(points), 0) FROM public.points_line
  WHERE company_id = company AND year = of_year AND kind <> 'REVERSAL'
$$;

-- Points under choice 2: as the policy said on the day the person became visible, a day the
-- company is shown anyway. The day of a later choice is not, and nothing here may tell it.
CREATE OR REPLACE FUNCTION app.summary_takes_points(company uuid, since date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce((SELECT points_on_summary FROM public.policy_version
    WHERE company_id = company AND effective_on <= since
    ORDER BY effective_on DESC, number DESC LIMIT 1), true)
$$;

-- Of `people` those the caller may see, and what an award of this criterion to each would meet:
-- OK, SELF, SUMMARY (choice 2 takes none), TWICE (had it this year), CAP.
CREATE OR REPLACE FUNCTION app.points_answers(people uuid[], version integer, which integer)
RETURNS TABLE (public_id uuid, said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH mine AS (
    SELECT m.company_id, m.account_id, m.sites FROM public.membership m
    WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER')
  ), wanted AS (
    SELECT k.label, k.points, s.request_cap
    FROM mine JOIN public.points_scale s ON s.company_id = mine.company_id
    JOIN public.points_criterion k ON k.company_id = s.company_id AND k.scale_number = s.number
    WHERE s.number = version AND k.ordinal = which AND s.number = app.scale_in_force(s.company_id)
  ), held AS (
    SELECT l.public_id, sum(l.points) AS net,
      coalesce(sum(l.points) FILTER (WHERE k.label = (SELECT label FROM wanted)), 0) AS same
    FROM public.points_line l JOIN public.points_criterion k ON k.company_id = l.company_id
      AND k.scale_number = l.scale_number AND k.ordinal = l.ordinal
    WHERE l.public_id = ANY (people) AND l.company_id = (SELECT company_id FROM mine)
      AND l.year = extract(year FROM app.paris_day())
    GROUP BY l.public_id
  )
  SELECT s.public_id, CASE
    WHEN app.is_oneself(mine.account_id, s.request_id) THEN 'SELF'
    WHEN s.level = 2 AND NOT app.summary_takes_points(s.company_id, s.visible_since) THEN 'SUMMARY'
    WHEN coalesce(held.same, 0) > 0 THEN 'TWICE'
    WHEN coalesce(held.net, 0) + wanted.points > wanted.request_cap THEN 'CAP'
    ELSE 'OK' END
  FROM mine CROSS JOIN wanted
  JOIN public.summary s ON s.company_id = mine.company_id AND s.public_id = ANY (people)
  LEFT JOIN held ON held.public_id = s.public_id
  WHERE s.level > 1 AND (s.visible_until IS NULL OR s.visible_until > app.clock())
    AND (mine.sites IS NULL OR s.siret = ANY (mine.sites))
$$;

-- Every criterion of the version in force, and what awarding it to one person would meet. No row
-- for whoever is not visible.
CREATE OR REPLACE FUNCTION app.points_possible(person uuid, version integer)
RETURNS TABLE (ordinal smallint, said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT k.ordinal, a.said FROM public.points_criterion k
  CROSS JOIN LATERAL app.points_answers(ARRAY[person], version, k.ordinal) a
  WHERE k.company_id = app.ctx_company() AND k.scale_number = version
  ORDER BY k.ordinal
$$;

-- Award one criterion to one or many, all or nobody. `key` is the press of the button: pressed
-- twice it counts once. DONE, or why not: NOT_ALLOWED, NOT_SHARED, SCALE (another one is in
-- force), STALE (the key was used for something else), SECOND (over the company's limit, and `key` is
-- no approval of it), BUDGET, or an answer of points_answers().
CREATE OR REPLACE FUNCTION app.award_points(
  people uuid[], version integer, which integer, key uuid
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  scale record;
  seen record;
  wanted uuid[] := ARRAY(SELECT DISTINCT p FROM unnest(people) p ORDER BY p);
  of_year integer := extract(year FROM app.paris_day());
BEGIN
  SELECT m.company_id, m.account_id, m.role, a.full_name, c.name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    JOIN public.company c ON c.id = m.company_id
    WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER');
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  PERFORM app.points_turn();
  PERFORM 1 FROM public.points_line l WHERE l.company_id = mine.company_id AND l.act = key;
  IF FOUND THEN
    RETURN CASE WHEN wanted = ARRAY(SELECT l.public_id FROM public.points_line l
        WHERE l.company_id = mine.company_id AND l.act = key AND l.scale_number = version
          AND l.ordinal = which ORDER BY l.public_id) THEN 'DONE' ELSE 'STALE' END;
  END IF;
  IF app.over_limit('AWARD', cardinality(wanted)) AND NOT EXISTS (SELECT 1 FROM public.approval a
      WHERE a.id = key AND a.membership_id = app.ctx_membership() AND a.kind = 'AWARD'
        AND a.answer = 'APPROVED' AND a.expires_at > app.clock()
        AND (a.wanted ->> 'version')::integer = version
        AND (a.wanted ->> 'ordinal')::integer = which
        AND a.wanted -> 'people' @> to_jsonb(people)) THEN
    RETURN 'SECOND';
  END IF;
  SELECT s.yearly_budget, k.points INTO scale
    FROM public.points_scale s JOIN public.points_criterion k
      ON k.company_id = s.company_id AND k.scale_number = s.number
    WHERE s.company_id = mine.company_id AND s.number = version AND k.ordinal = which
      AND s.number = app.scale_in_force(mine.company_id);
  IF NOT FOUND THEN RETURN 'SCALE'; END IF;
  SELECT count(*) AS people, min(said) FILTER (WHERE said <> 'OK') AS refusal INTO seen
    FROM app.points_answers(wanted, version, which);
  IF seen.people = 0 OR seen.people <> cardinality(wanted) THEN RETURN 'NOT_SHARED'; END IF;
  IF seen.refusal IS NOT NULL THEN RETURN seen.refusal; END IF;
  IF app.points_spent(mine.company_id, of_year) + scale.points::bigint * seen.people
    > scale.yearly_budget THEN RETURN 'BUDGET'; END IF;
  INSERT INTO public.points_line (id, company_id, public_id, scale_number, ordinal, kind, points,
      year, act, author_id, author_name, author_role)
    SELECT md5(key::text || p::text)::uuid, mine.company_id, p, version, which, 'AWARD',
      scale.points, of_year, key, mine.account_id, mine.full_name, mine.role
    FROM unnest(wanted) p;
  UPDATE public.approval SET done_at = app.clock()
    WHERE id = key AND membership_id = app.ctx_membership() AND answer = 'APPROVED';
  PERFORM app.add_line('employer', 'POINTS_AWARDED', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, key::text, '[]');
  RETURN 'DONE';
END $$;

-- Take back what was awarded under `key` by oneself less than ten minutes ago, from those who are
-- still visible, the budget included. Returns how many lines were.
CREATE OR REPLACE FUNCTION app.undo_points(key uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  many integer;
BEGIN
  SELECT m.company_id, m.account_id, m.role, m.sites, a.full_name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER');
  IF NOT FOUND THEN RETURN 0; END IF;
  PERFORM app.points_turn();
  INSERT INTO public.points_line (id, company_id, public_id, scale_number, ordinal, kind, points,
      year, act, reverses, author_id, author_name, author_role)
    SELECT md5('undo' || l.id::text)::uuid, l.company_id, l.public_id, l.scale_number, l.ordinal,
      'UNDO', -l.points, l.year, md5('undo' || key::text)::uuid, l.id, mine.account_id,
      mine.full_name, mine.role
    FROM public.points_line l JOIN public.summary s ON s.public_id = l.public_id
    WHERE l.company_id = mine.company_id AND l.act = key AND l.kind = 'AWARD'
      AND l.author_id = mine.account_id AND l.made_at > app.clock() - interval '10 minutes'
      AND s.company_id = mine.company_id AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites))
      AND NOT EXISTS (SELECT 1 FROM public.points_line r WHERE r.reverses = l.id);
  GET DIAGNOSTICS many = ROW_COUNT;
  IF many > 0 THEN
    PERFORM app.add_line('employer', 'POINTS_UNDONE', mine.company_id, mine.account_id,
      mine.full_name, mine.role, NULL, NULL, key::text, '[]');
  END IF;
  RETURN many;
END $$;

-- The counter-line of one award. The year's budget stays spent.
CREATE OR REPLACE FUNCTION app.add_reversal(
  line uuid, why text, by_id uuid, by_name text, by_role text
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.points_line (id, company_id, public_id, scale_number, ordinal, kind, points,
      year, act, reverses, reason, author_id, author_name, author_role)
    SELECT md5('reversal' || l.id::text)::uuid, l.company_id, l.public_id, l.scale_number,
      l.ordinal, 'REVERSAL', -l.points, l.year, md5('reversal' || l.id::text)::uuid, l.id, why,
      by_id, by_name, by_role
    FROM public.points_line l WHERE l.id = line
$$;

-- Reverse an award, with a reason, while the person is visible.
-- DONE, NOT_ALLOWED, NOT_SHARED (also no such line), SELF, ALREADY.
CREATE OR REPLACE FUNCTION app.reverse_points(line uuid, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  who uuid;
BEGIN
  SELECT m.company_id, m.account_id, m.role, m.sites, a.full_name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER');
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  PERFORM app.points_turn();
  SELECT s.request_id INTO who
    FROM public.points_line l JOIN public.summary s ON s.public_id = l.public_id
    WHERE l.id = line AND l.kind = 'AWARD' AND l.company_id = mine.company_id
      AND s.company_id = mine.company_id AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites));
  IF NOT FOUND THEN RETURN 'NOT_SHARED'; END IF;
  IF app.is_oneself(mine.account_id, who) THEN RETURN 'SELF'; END IF;
  PERFORM 1 FROM public.points_line l WHERE l.reverses = line;
  IF FOUND THEN RETURN 'ALREADY'; END IF;
  PERFORM app.add_reversal(line, why, mine.account_id, mine.full_name, mine.role);
  PERFORM app.add_line('employer', 'POINTS_REVERSED', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, line::text, '[]');
  RETURN 'DONE';
END $$;

-- A new version of the scale; `seen` is the newest number the author looked at.
-- DONE, NOT_ALLOWED, STALE, PAST.
CREATE OR REPLACE FUNCTION app.set_scale(
  seen integer, begins date, budget integer, cap integer,
  labels text[], texts text[], worths integer[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE mine record;
BEGIN
  SELECT m.company_id, m.account_id, m.role, a.full_name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    WHERE m.id = app.ctx_membership() AND m.role = 'OWNER' AND m.sites IS NULL;
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  PERFORM app.points_turn();
  IF seen <> coalesce((SELECT max(number) FROM public.points_scale
    WHERE company_id = mine.company_id), 0) THEN RETURN 'STALE'; END IF;
  IF begins < app.paris_day() THEN RETURN 'PAST'; END IF;
  INSERT INTO public.points_scale
      (company_id, number, effective_on, yearly_budget, request_cap, author_name)
    VALUES (mine.company_id, seen + 1, begins, budget, cap, mine.full_name);
  INSERT INTO public.points_criterion
      (company_id, scale_number, ordinal, label, explained, points)
    SELECT mine.company_id, seen + 1, k.ordinal, k.label, k.explained, k.points
    FROM unnest(labels, texts, worths) WITH ORDINALITY k (label, explained, points, ordinal);
  PERFORM app.add_line('employer', 'POINTS_SCALE_SET', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, 'v' || (seen + 1), '[]');
  RETURN 'DONE';
END $$;

-- The company's figures: what each year spent and what still stands, whole (`label` NULL) and by
-- criterion. To the works council a criterion is a figure from eleven requests on, all or none.
CREATE OR REPLACE FUNCTION app.points_figures()
RETURNS TABLE (year smallint, label text, spent bigint, standing bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH mine AS (
    SELECT company_id, role FROM public.membership WHERE id = app.ctx_membership()
      AND role IN ('OWNER', 'MANAGER', 'COMMISSION') AND sites IS NULL
  ), sums AS (
    SELECT l.year, k.label, grouping(k.label) = 1 AS whole,
      coalesce(sum(l.points) FILTER (WHERE l.kind <> 'REVERSAL'), 0) AS spent,
      sum(l.points) AS standing, count(DISTINCT l.public_id) AS people
    FROM mine JOIN public.points_line l ON l.company_id = mine.company_id
    JOIN public.points_criterion k ON k.company_id = l.company_id
      AND k.scale_number = l.scale_number AND k.ordinal = l.ordinal
    GROUP BY GROUPING SETS ((l.year), (l.year, k.label))
  )
  SELECT s.year, CASE WHEN NOT s.whole THEN s.label END, s.spent, s.standing
  FROM sums s CROSS JOIN mine
  WHERE s.whole OR mine.role <> 'COMMISSION'
    OR NOT EXISTS (SELECT 1 FROM sums few WHERE few.year = s.year AND NOT few.whole
      AND few.people < 11)
  ORDER BY s.year DESC, s.whole DESC, s.standing DESC, s.label
$$;

-- What counts in the ranking: the sum of the request's lines if the person is visible at this
-- instant, else no row. For advisers and the worker alone.
CREATE OR REPLACE FUNCTION app.points_that_count(requests uuid[])
RETURNS TABLE (request_id uuid, points bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT v.request_id, sum(l.points)
  FROM public.visibility v
  JOIN public.company c ON c.id = v.company_id AND c.status = 'ACTIVE'
  JOIN public.points_line l ON l.public_id = v.public_id AND l.company_id = v.company_id
  WHERE v.request_id = ANY (requests) AND v.level > 1
    AND (v.visible_until IS NULL OR v.visible_until > app.clock())
    AND (current_setting('role', true) = 'portail_worker' OR app.ctx_staff_role() = 'ADVISER')
  GROUP BY v.request_id
$$;
