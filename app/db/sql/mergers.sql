-- Companies that become one, and establishments that pass to another company.

-- The company an employer's SIRET belongs to: the one that holds the establishment, else the one of
-- its SIREN, or what became of it.
CREATE OR REPLACE FUNCTION app.company_of_siret(given text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(
    (SELECT company_id FROM public.establishment WHERE siret = given),
    (SELECT coalesce(merged_into, id) FROM public.company WHERE siren = left(given, 9)))
$$;

-- What agreements are bound to: the SIREN of that company, or the number's own.
CREATE OR REPLACE FUNCTION app.siren_of_siret(given text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(
    (SELECT siren FROM public.company WHERE id = app.company_of_siret(given)), left(given, 9))
$$;

-- Whether the caller's request may be shown to this company now. The company is held as it is until
-- the choice is written: a merger at the same instant waits, or is seen.
CREATE OR REPLACE FUNCTION app.company_takes_choice(company uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM public.company c WHERE c.id = company AND c.status = 'ACTIVE' FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  RETURN EXISTS (SELECT 1 FROM public.housing_request r
    WHERE r.id = app.ctx_request() AND app.company_of_siret(r.siret) = company);
END $$;

-- Everybody attached to `leaving` (through `sirets`, when they are named) is about to belong to
-- another company: what was shown is not any more, at once and quietly, and must be chosen again;
-- agreements end, a Company Code given is forgotten. Each is told by the same mail, whatever the
-- choice was. Returns nothing: staff learn of no number.
CREATE OR REPLACE FUNCTION app.part_from_company(leaving uuid, sirets text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  one record;
  number text;
BEGIN
  IF coalesce(app.ctx_staff_role(), '') NOT IN ('COMPANY_MANAGER', 'ADMINISTRATOR') THEN
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT siren INTO number FROM public.company WHERE id = leaving;
  -- Whoever is shown to it, or attached to it by number; in one order, so that two never cross.
  FOR one IN
    SELECT r.id, r.account_id, coalesce(v.level, 1) > 1 AND v.company_id = leaving AS shown
    FROM public.housing_request r LEFT JOIN public.visibility v ON v.request_id = r.id
    WHERE (left(r.siret, 9) = number OR v.company_id = leaving OR r.siret IN
        (SELECT e.siret FROM public.establishment e WHERE e.company_id = leaving))
      AND (app.company_of_siret(r.siret) = leaving OR v.company_id = leaving)
      AND (sirets IS NULL OR r.siret = ANY (sirets))
    ORDER BY r.id
  LOOP
    IF one.shown THEN
      INSERT INTO public.consent (request_id, choice, cause, wording_version, actor)
        VALUES (one.id, 1, 'COMPANY_CHANGED', '-', 'SYSTEM');
    END IF;
    UPDATE public.other_adult SET agreed = false WHERE request_id = one.id AND agreed;
    UPDATE public.co_applicant_agreement SET agreed = false WHERE request_id = one.id AND agreed;
    UPDATE public.housing_request SET code_accepted_for = NULL
      WHERE id = one.id AND code_accepted_for = leaving;
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
      SELECT a.email, 'choice_ended', a.locale, '{}' FROM public.applicant_account a
      WHERE a.id = one.account_id;
  END LOOP;
END $$;

-- A limit to an establishment that left is over; where nothing is left, so is the membership.
CREATE OR REPLACE FUNCTION app.unlimit_from(leaving uuid, gone text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF coalesce(app.ctx_staff_role(), '') NOT IN ('COMPANY_MANAGER', 'ADMINISTRATOR') THEN
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE public.membership SET ended_at = app.clock()
    WHERE company_id = leaving AND ended_at IS NULL AND sites::text[] = ARRAY[gone];
  UPDATE public.membership SET sites = array_remove(sites::text[], gone)
    WHERE company_id = leaving AND ended_at IS NULL AND gone = ANY (sites::text[]);
  UPDATE public.invitation SET cancelled_at = app.clock()
    WHERE company_id = leaving AND accepted_at IS NULL AND cancelled_at IS NULL
      AND gone = ANY (sites::text[]);
END $$;

-- What became of the caller's company and why, for who runs it. Staff are not named.
CREATE OR REPLACE FUNCTION app.own_states()
RETURNS TABLE (status text, reason text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT e.status::text, e.reason::text, e.at FROM public.company_event e
  WHERE e.company_id = app.ctx_owned_company() AND e.status <> 'PENDING'
  ORDER BY e.at DESC, e.id LIMIT 50
$$;
