-- Contested points: opened by the person the line names, answered by an owner or manager who did
-- not award it; by Action Logement's adviser where the company has nobody else.

-- DONE, TO_STAFF (nobody of the company may answer), ALREADY, UNKNOWN.
CREATE OR REPLACE FUNCTION app.contest_points(line uuid, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.points_contest (line_id, company_id, public_id, words)
    SELECT l.id, l.company_id, l.public_id, said FROM public.points_line l
    WHERE l.id = line AND l.public_id = app.ctx_period()
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    RETURN CASE WHEN app.contest_finds_somebody(line) THEN 'DONE' ELSE 'TO_STAFF' END;
  END IF;
  PERFORM 1 FROM public.points_line l WHERE l.id = line AND l.public_id = app.ctx_period();
  RETURN CASE WHEN FOUND THEN 'ALREADY' ELSE 'UNKNOWN' END;
END $$;

-- The open contests this member may answer: of visible people, not awarded by oneself, not one's
-- own.
CREATE OR REPLACE FUNCTION app.contests_to_answer()
RETURNS TABLE (line_id uuid, public_id uuid, opened_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT t.line_id, t.public_id, t.opened_at
  FROM public.membership m
  JOIN public.points_contest t ON t.company_id = m.company_id AND t.answered_at IS NULL
  JOIN public.points_line l ON l.id = t.line_id AND l.author_id <> m.account_id
  JOIN public.summary s ON s.public_id = t.public_id AND s.company_id = m.company_id
    AND s.level > 1 AND (s.visible_until IS NULL OR s.visible_until > app.clock())
  WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER')
    AND (m.sites IS NULL OR s.siret = ANY (m.sites))
    AND NOT app.is_oneself(m.account_id, s.request_id)
  ORDER BY t.opened_at, t.line_id
$$;

-- Has the company somebody who may answer?
CREATE OR REPLACE FUNCTION app.contest_finds_somebody(line uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.points_line l
    JOIN public.visibility v ON v.public_id = l.public_id
    JOIN public.membership m ON m.company_id = l.company_id
    JOIN public.employer_account a ON a.id = m.account_id
    WHERE l.id = line AND m.role IN ('OWNER', 'MANAGER') AND m.ended_at IS NULL AND a.active
      AND (m.sites IS NULL OR v.siret = ANY (m.sites)) AND a.id <> l.author_id
      AND NOT app.is_oneself(a.id, v.request_id))
$$;

-- Open contests nobody of the company may answer, of people who are visible: no name, no number.
CREATE OR REPLACE FUNCTION app.contests_for_staff()
RETURNS TABLE (line_id uuid, company_name text, label text, kind text, points integer,
  reason text, words text, opened_at timestamptz, reversible boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT t.line_id, c.name, k.label, l.kind, l.points, l.reason, t.words, t.opened_at,
    l.kind = 'AWARD' AND NOT EXISTS (SELECT 1 FROM public.points_line r WHERE r.reverses = l.id)
  FROM public.points_contest t
  JOIN public.points_line l ON l.id = t.line_id
  JOIN public.points_criterion k ON k.company_id = l.company_id
      AND k.scale_number = l.scale_number AND k.ordinal = l.ordinal
  JOIN public.company c ON c.id = l.company_id AND c.status = 'ACTIVE'
  JOIN public.visibility v ON v.public_id = l.public_id AND v.level > 1
    AND (v.visible_until IS NULL OR v.visible_until > app.clock())
  WHERE t.answered_at IS NULL AND app.ctx_staff_role() = 'ADVISER'
    AND NOT app.contest_finds_somebody(t.line_id)
  ORDER BY t.opened_at, t.line_id
$$;

-- Answer a contest: KEPT, or REVERSED with a counter-line. DONE, NOT_ALLOWED, NOT_SHARED (also no
-- such contest), OWN_AWARD, SELF, ALREADY, NOTHING_LEFT (there is no award to reverse).
CREATE OR REPLACE FUNCTION app.answer_contest(line uuid, verdict text, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  held record;
BEGIN
  IF app.ctx_staff_role() = 'ADVISER' THEN
    SELECT s.id AS account_id, s.full_name, 'ADVISER' AS role, NULL::uuid AS company_id,
      NULL::varchar[] AS sites INTO mine FROM public.staff_account s WHERE s.id = app.ctx_staff();
  ELSE
    SELECT m.account_id, a.full_name, m.role, m.company_id, m.sites INTO mine
      FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
      WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER');
  END IF;
  IF mine.account_id IS NULL OR verdict NOT IN ('KEPT', 'REVERSED') THEN
    RETURN 'NOT_ALLOWED';
  END IF;
  -- The company's turn, as for every other act on its ledger.
  PERFORM pg_advisory_xact_lock(hashtextextended(t.company_id::text, 7021))
    FROM public.points_contest t
    WHERE t.line_id = line AND (mine.company_id IS NULL OR t.company_id = mine.company_id);
  SELECT l.author_id, l.company_id, s.request_id, t.answered_at, l.kind = 'AWARD'
      AND NOT EXISTS (SELECT 1 FROM public.points_line r WHERE r.reverses = l.id) AS reversible
    INTO held
    FROM public.points_contest t JOIN public.points_line l ON l.id = t.line_id
    JOIN public.company c ON c.id = l.company_id AND c.status = 'ACTIVE'
    JOIN public.summary s ON s.public_id = l.public_id AND s.company_id = l.company_id
    WHERE t.line_id = line AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites))
      AND CASE WHEN mine.role = 'ADVISER' THEN NOT app.contest_finds_somebody(line)
        ELSE l.company_id = mine.company_id END
    FOR UPDATE OF t;
  IF NOT FOUND THEN RETURN 'NOT_SHARED'; END IF;
  IF held.author_id = mine.account_id THEN RETURN 'OWN_AWARD'; END IF;
  IF app.is_oneself(mine.account_id, held.request_id) THEN RETURN 'SELF'; END IF;
  IF held.answered_at IS NOT NULL THEN RETURN 'ALREADY'; END IF;
  IF verdict = 'REVERSED' AND NOT held.reversible THEN RETURN 'NOTHING_LEFT'; END IF;
  UPDATE public.points_contest SET outcome = verdict, answer = said,
      answered_by = mine.account_id, answered_name = mine.full_name, answered_role = mine.role,
      answered_at = app.clock() WHERE line_id = line;
  IF verdict = 'REVERSED' THEN
    PERFORM app.add_reversal(line, said, mine.account_id, mine.full_name, mine.role);
  END IF;
  PERFORM app.add_line(CASE WHEN mine.role = 'ADVISER' THEN 'staff' ELSE 'employer' END,
    'CONTEST_ANSWERED', held.company_id, mine.account_id, mine.full_name, mine.role,
    NULL, NULL, line::text, '[]');
  RETURN 'DONE';
END $$;
