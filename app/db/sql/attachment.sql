-- A request attached to the co-applicant's employer shows the co-applicant: only once they agreed,
-- by a link of their own, and only for as long as they do.

-- What the agreement binds: that person at that address, one company, one account.
CREATE OR REPLACE FUNCTION app.co_applicant_bond(which uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT sha256(convert_to(jsonb_build_array('co_applicant', s.surname, s.first_names, s.birth_date,
      s.email, app.siren_of_siret(r.siret), r.account_id)::text, 'UTF8'))
  FROM public.housing_request r JOIN public.summary s ON s.request_id = r.id
  WHERE r.id = which AND r.attached_to = 'CO_APPLICANT'
$$;

CREATE OR REPLACE FUNCTION app.co_applicant_agreed(which uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.co_applicant_agreement
    WHERE request_id = which AND agreed AND bond = app.co_applicant_bond(which))
$$;

-- Choices 2 and 3 start only once the co-applicant agreed, whoever writes them.
CREATE OR REPLACE FUNCTION app.choice_needs_agreement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE attached text;
BEGIN
  IF NEW.choice = 1 THEN RETURN NEW; END IF;
  -- An answer that comes at the same time waits, and then sees this choice.
  SELECT attached_to INTO attached FROM public.housing_request
    WHERE id = NEW.request_id FOR UPDATE;
  IF attached = 'CO_APPLICANT' AND NOT app.co_applicant_agreed(NEW.request_id) THEN
    RAISE EXCEPTION 'no agreement' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER needs_agreement BEFORE INSERT ON public.consent
  FOR EACH ROW EXECUTE FUNCTION app.choice_needs_agreement();

-- The agreement is over: so is what it opened, at once. The applicant is told that something waits.
CREATE OR REPLACE FUNCTION app.end_agreement(which uuid, who text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.co_applicant_agreement SET agreed = false WHERE request_id = which AND agreed;
  PERFORM 1 FROM public.visibility WHERE request_id = which AND level > 1
    AND (visible_until IS NULL OR visible_until > app.clock());
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO public.consent (request_id, choice, cause, wording_version, actor)
    VALUES (which, 1, 'AGREEMENT_ENDED', '-', who);
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT a.email, 'choice_ended', a.locale, '{}' FROM public.housing_request r
    JOIN public.applicant_account a ON a.id = r.account_id WHERE r.id = which;
END $$;

-- Another person, or another address, in the place of the one who agreed.
CREATE OR REPLACE FUNCTION app.person_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (NEW.surname, NEW.first_names, NEW.birth_date, NEW.email)
    IS NOT DISTINCT FROM (OLD.surname, OLD.first_names, OLD.birth_date, OLD.email) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM public.housing_request
    WHERE id = NEW.request_id AND attached_to = 'CO_APPLICANT';
  IF FOUND THEN PERFORM app.end_agreement(NEW.request_id, 'SYSTEM'); END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER person_changed
  AFTER UPDATE OF surname, first_names, birth_date, email ON public.summary
  FOR EACH ROW EXECUTE FUNCTION app.person_changed();

-- Another company, another attachment, another account: whoever agreed must be asked again.
CREATE OR REPLACE FUNCTION app.attachment_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF left(NEW.siret, 9) IS DISTINCT FROM left(OLD.siret, 9)
    OR app.company_of_siret(NEW.siret) IS DISTINCT FROM app.company_of_siret(OLD.siret)
    OR NEW.attached_to <> OLD.attached_to OR NEW.account_id <> OLD.account_id THEN
    UPDATE public.co_applicant_agreement SET agreed = false WHERE request_id = NEW.id AND agreed;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER attachment_changed AFTER UPDATE OF siret, attached_to, account_id
  ON public.housing_request FOR EACH ROW EXECUTE FUNCTION app.attachment_changed();

-- Send the link to the address the registry has for the co-applicant of the caller's own request.
-- A new link takes the former one's place. False: not attached so, or no address.
CREATE OR REPLACE FUNCTION app.ask_co_applicant(token text, locale text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine uuid := app.ctx_request();
  address text;
BEGIN
  PERFORM 1 FROM public.housing_request WHERE id = mine AND attached_to = 'CO_APPLICANT'
    FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT email INTO address FROM public.summary WHERE request_id = mine;
  IF address IS NULL THEN RETURN false; END IF;
  INSERT INTO public.co_applicant_agreement (request_id, token_hash, bond)
    VALUES (mine, sha256(convert_to(token, 'UTF8')), app.co_applicant_bond(mine))
  ON CONFLICT (request_id) DO UPDATE SET token_hash = excluded.token_hash, bond = excluded.bond,
    asked_at = app.clock(), answered_at = NULL;
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    VALUES (address, 'adult_agreement', locale, jsonb_build_object('token', token));
  RETURN true;
END $$;

-- The request a living link speaks for. Unanswered, a link lives 30 days; it lives as long as the
-- agreement, which can be taken back by it.
CREATE OR REPLACE FUNCTION app.request_of_co_applicant_link(token text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT l.request_id FROM public.co_applicant_agreement l
  WHERE l.token_hash = sha256(convert_to(token, 'UTF8'))
    AND l.bond = app.co_applicant_bond(l.request_id)
    AND (l.agreed OR greatest(l.asked_at, l.answered_at) > app.clock() - interval '30 days')
$$;

CREATE OR REPLACE FUNCTION app.co_applicant_link_page(token text)
RETURNS TABLE (asker text, company_name text, agreed boolean, answered boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT p.first_names, coalesce(c.name, r.employer_name), l.agreed, l.answered_at IS NOT NULL
  FROM public.co_applicant_agreement l JOIN public.housing_request r ON r.id = l.request_id
  JOIN public.applicant_account p ON p.id = r.account_id
  LEFT JOIN public.company c ON c.id = app.company_of_siret(r.siret)
  WHERE r.id = app.request_of_co_applicant_link(token)
$$;

-- Agree, refuse or take back, as the co-applicant. False for a dead link.
CREATE OR REPLACE FUNCTION app.answer_co_applicant_link(token text, yes boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE which uuid := app.request_of_co_applicant_link(token);
BEGIN
  IF which IS NULL THEN RETURN false; END IF;
  -- The request first, as every other act on it; then looked at again. Ending a choice waits for
  -- the readings under way (apply_consent).
  PERFORM 1 FROM public.housing_request WHERE id = which FOR UPDATE;
  IF app.request_of_co_applicant_link(token) IS DISTINCT FROM which THEN RETURN false; END IF;
  UPDATE public.co_applicant_agreement SET answered_at = app.clock(), agreed = agreed OR yes
    WHERE request_id = which;
  IF NOT yes THEN PERFORM app.end_agreement(which, 'CO_APPLICANT'); END IF;
  RETURN true;
END $$;

-- The tutorial is over, read or skipped: for the caller alone.
CREATE OR REPLACE FUNCTION app.end_tutorial() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.applicant_account SET tutorial_ended_at = app.clock()
  WHERE id = app.ctx_applicant() AND tutorial_ended_at IS NULL
$$;
