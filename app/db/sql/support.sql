-- Support of candidatures, under choice 3: a note until the file goes to the landlord, an offer
-- suggested. Doors may read the tables; only these functions write them.

-- The member who may support: OWNER or MANAGER who may open full files. No row: nobody.
CREATE OR REPLACE FUNCTION app.supporter()
RETURNS TABLE (account_id uuid, full_name text, role text, company_id uuid, sites text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.account_id, a.full_name::text, m.role::text, m.company_id, m.sites::text[]
  FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
  WHERE m.id = app.ctx_membership() AND app.ctx_reach() >= 3
$$;

-- DONE, NOT_ALLOWED, NOT_SHARED (also no such candidature), TOO_LATE, SELF, ALREADY.
CREATE OR REPLACE FUNCTION app.support_candidature(which uuid, words text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  held record;
  before integer;
BEGIN
  SELECT * INTO mine FROM app.supporter();
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  -- Held until the caller ends: the file does not leave for the landlord meanwhile.
  SELECT c.request_id, c.public_id, c.state INTO held FROM public.candidature c
    WHERE c.id = which AND c.company_id = mine.company_id AND c.level >= 3
      AND (c.visible_until IS NULL OR c.visible_until > app.clock())
      AND (mine.sites IS NULL OR c.siret = ANY (mine.sites))
    FOR UPDATE;
  IF NOT FOUND THEN RETURN 'NOT_SHARED'; END IF;
  IF held.state NOT IN ('SUBMITTED', 'VALIDATED') THEN RETURN 'TOO_LATE'; END IF;
  IF app.is_oneself(mine.account_id, held.request_id) THEN RETURN 'SELF'; END IF;
  SELECT count(*) INTO before FROM public.support s
    WHERE s.candidature_id = which AND s.public_id = held.public_id;
  INSERT INTO public.support (id, company_id, public_id, candidature_id, note, author_id,
      author_name, author_role)
    VALUES (md5('support' || before || which::text || held.public_id::text)::uuid,
      mine.company_id, held.public_id, which, words, mine.account_id, mine.full_name, mine.role)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'ALREADY'; END IF;
  PERFORM app.add_line('employer', 'CANDIDATURE_SUPPORTED', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, which::text, '[]');
  RETURN 'DONE';
END $$;

-- Take a note back until it leaves. DONE, NOT_ALLOWED, NOT_SHARED, TOO_LATE.
CREATE OR REPLACE FUNCTION app.withdraw_support(which uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  held record;
BEGIN
  SELECT * INTO mine FROM app.supporter();
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  SELECT c.state INTO held FROM public.support s
    JOIN public.candidature c ON c.id = s.candidature_id AND c.public_id = s.public_id
    WHERE s.id = which AND s.company_id = mine.company_id AND s.withdrawn_at IS NULL
      AND c.company_id = mine.company_id AND c.level >= 3
      AND (c.visible_until IS NULL OR c.visible_until > app.clock())
      AND (mine.sites IS NULL OR c.siret = ANY (mine.sites))
    FOR UPDATE OF c;
  IF NOT FOUND THEN RETURN 'NOT_SHARED'; END IF;
  IF held.state NOT IN ('SUBMITTED', 'VALIDATED') THEN RETURN 'TOO_LATE'; END IF;
  UPDATE public.support SET withdrawn_at = app.clock() WHERE id = which;
  PERFORM app.add_line('employer', 'SUPPORT_WITHDRAWN', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, which::text, '[]');
  RETURN 'DONE';
END $$;

-- Suggest an open dwelling to somebody whose file is open. DONE, NOT_ALLOWED, NOT_SHARED, SELF,
-- UNKNOWN_OFFER (also one reserved to another company), CLOSED, APPLIED, ALREADY.
CREATE OR REPLACE FUNCTION app.suggest_offer(person uuid, home uuid, words text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  who uuid;
  held record;
BEGIN
  SELECT * INTO mine FROM app.supporter();
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  SELECT s.request_id INTO who FROM public.summary s
    WHERE s.public_id = person AND s.company_id = mine.company_id AND s.level >= 3
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites));
  IF NOT FOUND THEN RETURN 'NOT_SHARED'; END IF;
  IF app.is_oneself(mine.account_id, who) THEN RETURN 'SELF'; END IF;
  SELECT o.published_on, o.closes_on INTO held FROM public.offer o
    WHERE o.id = home AND (o.reserved_for_siren IS NULL OR o.reserved_for_siren =
      (SELECT c.siren FROM public.company c WHERE c.id = mine.company_id));
  IF NOT FOUND THEN RETURN 'UNKNOWN_OFFER'; END IF;
  IF NOT app.paris_day() BETWEEN held.published_on AND held.closes_on THEN RETURN 'CLOSED'; END IF;
  PERFORM 1 FROM public.candidature c WHERE c.request_id = who AND c.offer_id = home;
  IF FOUND THEN RETURN 'APPLIED'; END IF;
  INSERT INTO public.suggestion (id, company_id, public_id, offer_id, note, author_id,
      author_name, author_role)
    VALUES (md5('suggestion' || person::text || home::text)::uuid, mine.company_id, person, home,
      words, mine.account_id, mine.full_name, mine.role)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'ALREADY'; END IF;
  PERFORM app.add_line('employer', 'OFFER_SUGGESTED', mine.company_id, mine.account_id,
    mine.full_name, mine.role, NULL, NULL, home::text, '[]');
  RETURN 'DONE';
END $$;

-- The applicant accepts or declines a note, until it leaves. DONE, UNKNOWN, TOO_LATE.
CREATE OR REPLACE FUNCTION app.answer_support(which uuid, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE held record;
BEGIN
  IF said NOT IN ('ACCEPTED', 'DECLINED') THEN RETURN 'UNKNOWN'; END IF;
  SELECT c.state INTO held FROM public.support s
    JOIN public.candidature c ON c.id = s.candidature_id
    WHERE s.id = which AND s.public_id = app.ctx_period() AND s.withdrawn_at IS NULL
      AND c.request_id = app.ctx_request()
    FOR UPDATE OF c;
  IF NOT FOUND THEN RETURN 'UNKNOWN'; END IF;
  IF held.state NOT IN ('SUBMITTED', 'VALIDATED') THEN RETURN 'TOO_LATE'; END IF;
  UPDATE public.support SET answer = said, answered_at = app.clock() WHERE id = which;
  RETURN 'DONE';
END $$;

CREATE OR REPLACE FUNCTION app.answer_suggestion(which uuid, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF said NOT IN ('ACCEPTED', 'DECLINED') THEN RETURN 'UNKNOWN'; END IF;
  UPDATE public.suggestion SET answer = said, answered_at = app.clock()
    WHERE id = which AND public_id = app.ctx_period();
  RETURN CASE WHEN FOUND THEN 'DONE' ELSE 'UNKNOWN' END;
END $$;

-- The notes that go to the landlord with a file, for the adviser who sends it: not declined, not
-- taken back, of the period in which the file still is open to the company.
CREATE OR REPLACE FUNCTION app.notes_to_send(which uuid)
RETURNS TABLE (company_name text, author_role text, note text, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT co.name::text, s.author_role::text, s.note::text, s.made_at
  FROM public.candidature c
  JOIN public.support s ON s.candidature_id = c.id AND s.public_id = c.public_id
  JOIN public.company co ON co.id = s.company_id AND co.status = 'ACTIVE'
  WHERE c.id = which AND c.level >= 3
    AND (c.visible_until IS NULL OR c.visible_until > app.clock())
    AND s.withdrawn_at IS NULL AND s.answer IS DISTINCT FROM 'DECLINED'
    AND (app.ctx_staff_role() = 'ADVISER' OR current_setting('role', true) = 'portail_worker')
  ORDER BY s.made_at
$$;
