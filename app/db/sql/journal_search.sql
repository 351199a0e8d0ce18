-- The auditors' door to the journal: searching it is an act of its own, written by the search.

CREATE OR REPLACE FUNCTION app.is_auditor() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(app.ctx_staff_role() = 'AUDITOR', false) $$;

-- A name without case or accents.
CREATE OR REPLACE FUNCTION app.folded(name text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT regexp_replace(normalize(lower(name), NFD), '[\u0300-\u036f]', '', 'g') $$;

-- Accounts an auditor may mean by a name, a whole address or a staff reference: keys alone, 101 at
-- most. An account without a line in the journal answers like none.
CREATE OR REPLACE FUNCTION app.journal_actors(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.id FROM (
    SELECT id, email, full_name, NULL AS reference FROM public.employer_account
    UNION ALL
    SELECT id, email, full_name, reference FROM public.staff_account
  ) a
  WHERE app.is_auditor() AND (lower(a.email) = lower(wanted) OR a.reference = upper(wanted)
    OR strpos(app.folded(a.full_name), app.folded(wanted)) > 0)
  LIMIT 101
$$;

-- A page of the journal, the newest first, and its own line, written after it was read (`noted`
-- says which act, `why` the purpose). Every criterion may be NULL. Nobody read is named or counted:
-- a person is found by the whole Numéro Unique alone, for a purpose, and reads that it was done.
-- Those lines are left out of what such a search finds: a number nobody has and a number without a
-- line must stay the same, whoever looked before.
CREATE OR REPLACE FUNCTION app.search_journal(
  noted text, why text, first date, last date, acts text[], actors uuid[], companies uuid[],
  number text, edge_at timestamptz, edge_id uuid, newer boolean, most integer
) RETURNS TABLE (id uuid, at timestamptz, audience text, act text, actor_name text,
  actor_role text, purpose text, subject text, company_id uuid, company_name text, kept boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me record;
  person uuid;
  people jsonb := '[]';
BEGIN
  SELECT a.id, a.reference, a.role INTO me FROM public.staff_account a
    WHERE a.id = app.ctx_staff() AND app.is_auditor();
  IF NOT FOUND OR noted NOT IN ('JOURNAL_READ', 'JOURNAL_EXPORTED')
      OR (number IS NOT NULL AND coalesce(why, '') NOT IN ('CONTROL', 'ANSWER_A_CONTEST')) THEN
    RETURN;
  END IF;
  IF number IS NOT NULL THEN
    SELECT r.id, jsonb_build_array(jsonb_build_array(r.id, r.account_id)) INTO person, people
      FROM public.housing_request r WHERE r.unique_number = number;
    person := coalesce(person, '00000000-0000-0000-0000-000000000000');
  END IF;
  -- A plan of its own each time, for the criteria that are given: the others fold away.
  RETURN QUERY EXECUTE format($query$
    WITH page AS (
      SELECT l.id, l.at, l.audience, l.act, l.company_id, d.actor_name, d.actor_role, d.purpose,
        d.subject, d.line_id IS NOT NULL AS kept
      FROM public.journal_line l LEFT JOIN public.journal_detail d ON d.line_id = l.id
      WHERE ($1 IS NULL OR l.at >= ($1::timestamp AT TIME ZONE 'Europe/Paris'))
        AND ($2 IS NULL OR l.at < (($2 + 1)::timestamp AT TIME ZONE 'Europe/Paris'))
        AND ($3 IS NULL OR l.act = ANY ($3))
        AND ($4 IS NULL OR d.actor_id = ANY ($4))
        AND ($5 IS NULL OR l.company_id = ANY ($5))
        AND ($6 IS NULL OR (NOT (l.audience = 'staff'
            AND l.act IN ('JOURNAL_READ', 'JOURNAL_EXPORTED'))
          AND l.id IN (SELECT j.line_id FROM public.journal_subject j WHERE j.request_id = $6)))
        AND ($7 IS NULL OR (l.at, l.id) %1$s ($7, $8))
      ORDER BY l.at %2$s, l.id %2$s LIMIT $9
    )
    SELECT p.id, p.at, p.audience::text, p.act::text, p.actor_name::text, p.actor_role::text,
      p.purpose::text,
      -- What an act was done to: never a key that leads to a person.
      CASE WHEN p.act LIKE 'STAFF\_%%'
          THEN (SELECT s.reference::text FROM public.staff_account s WHERE s.id::text = p.subject)
        WHEN p.act ~ '^(POLICY|POINTS_SCALE|COMPANY|ESTABLISHMENT|LANDLORD_KEY|RANKING)_'
          THEN p.subject::text END,
      p.company_id, c.name::text, p.kept
    FROM page p LEFT JOIN public.company c ON c.id = p.company_id
    ORDER BY p.at %2$s, p.id %2$s
  $query$, CASE WHEN newer THEN '>' ELSE '<' END, CASE WHEN newer THEN 'ASC' ELSE 'DESC' END)
  USING first, last, acts, actors, companies, person, edge_at, edge_id, least(most, 20001);
  PERFORM app.add_line('staff', noted, CASE cardinality(companies) WHEN 1 THEN companies[1] END,
    me.id, me.reference, me.role, NULL, why,
    CASE cardinality(actors) WHEN 1 THEN actors[1]::text END, coalesce(people, '[]'));
END $$;
