-- From consent to visibility: one function decides the copies, for every part.

CREATE OR REPLACE FUNCTION app.copy_visibility() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE v record;
BEGIN
  SELECT * INTO v FROM public.visibility WHERE request_id = NEW.request_id;
  NEW.public_id := v.public_id;
  NEW.company_id := v.company_id;
  NEW.siret := v.siret;
  NEW.level := coalesce(v.level, 1);
  NEW.visible_until := v.visible_until;
  IF TG_TABLE_NAME = 'summary' THEN NEW.visible_since := v.visible_since; END IF;
  IF TG_TABLE_NAME = 'file' THEN
    NEW.sensitive := coalesce(v.sensitive, false);
    NEW.visible_since := v.visible_since;
    NEW.sort_name := coalesce(
      (SELECT s.sort_name FROM public.summary s WHERE s.request_id = NEW.request_id), '');
    NEW.standing := coalesce(
      (SELECT e.outcome FROM public.candidature c
        JOIN public.candidature_event e ON e.candidature_id = c.id
        WHERE c.request_id = NEW.request_id
        ORDER BY c.submitted_at DESC, e.occurred_at DESC LIMIT 1), 'NONE');
  END IF;
  -- An agreement binds the person who gave it, not the place in the list.
  IF TG_TABLE_NAME = 'other_adult' AND TG_OP = 'UPDATE' THEN
    -- And the address they could take it back from.
    IF (NEW.content ->> 'surname', NEW.content ->> 'first_names', NEW.content ->> 'email')
      IS DISTINCT FROM
      (OLD.content ->> 'surname', OLD.content ->> 'first_names', OLD.content ->> 'email') THEN
      NEW.agreed := false;
      NEW.open := false;
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- Touching the rows makes copy_visibility() copy again.
CREATE OR REPLACE FUNCTION app.touch_parts(which uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.summary SET level = level WHERE request_id = which;
  UPDATE public.sensitive_block SET level = level WHERE request_id = which;
  UPDATE public.other_adult SET level = level WHERE request_id = which;
  UPDATE public.candidature SET level = level WHERE request_id = which;
  UPDATE public.candidature_event SET level = level WHERE request_id = which;
  -- Last, as in what a candidature's event does: held the other way round, they would wait for
  -- each other.
  UPDATE public.file SET level = level WHERE request_id = which;
$$;

-- Where the newest candidature stands is copied into the file, for lists to be narrowed by.
CREATE OR REPLACE FUNCTION app.note_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.file SET level = level WHERE request_id = NEW.request_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER standing_noted AFTER INSERT ON public.candidature_event
  FOR EACH ROW EXECUTE FUNCTION app.note_standing();

-- How many rows name another period or place than their request's visibility: the proof's, which
-- may count them without reading a public id.
CREATE OR REPLACE FUNCTION app.copies_that_differ() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT count(*) FROM (
    SELECT request_id, public_id, siret FROM public.summary
    UNION ALL SELECT request_id, public_id, siret FROM public.file
    UNION ALL SELECT request_id, public_id, siret FROM public.sensitive_block
    UNION ALL SELECT request_id, public_id, siret FROM public.other_adult
    UNION ALL SELECT request_id, public_id, siret FROM public.candidature
    UNION ALL SELECT request_id, public_id, siret FROM public.candidature_event
  ) p LEFT JOIN public.visibility v USING (request_id)
  WHERE (p.public_id, p.siret) IS DISTINCT FROM (v.public_id, v.siret)
    OR (coalesce(v.level, 1) > 1) <> (p.public_id IS NOT NULL)
$$;

CREATE OR REPLACE FUNCTION app.apply_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  prior record;
  seen boolean := NEW.choice > 1;
  same_period boolean;
  request_siret text;
BEGIN
  -- Waits for the readings under way and goes before those that come later (journal.sql).
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.request_id::text, 7014));
  SELECT siret INTO request_siret FROM public.housing_request
    WHERE id = NEW.request_id FOR UPDATE;
  SELECT * INTO prior FROM public.visibility WHERE request_id = NEW.request_id FOR UPDATE;
  -- A public id belongs to a period of visibility: kept from 2 to 3 and back, new after any gap.
  same_period := prior.level > 1 AND prior.company_id = NEW.company_id
    AND (prior.visible_until IS NULL OR prior.visible_until > app.clock());
  INSERT INTO public.visibility AS v
    (request_id, public_id, company_id, siret, level, visible_until, sensitive, visible_since)
  VALUES (
    NEW.request_id,
    CASE WHEN NOT seen THEN NULL WHEN same_period THEN prior.public_id ELSE gen_random_uuid() END,
    CASE WHEN seen THEN NEW.company_id END,
    CASE WHEN seen THEN request_siret END,
    NEW.choice,
    CASE WHEN seen THEN NEW.visible_until END,
    seen AND coalesce(NEW.sensitive, false),
    CASE WHEN NOT seen THEN NULL WHEN same_period THEN prior.visible_since
      ELSE (app.clock() AT TIME ZONE 'Europe/Paris')::date END
  )
  ON CONFLICT (request_id) DO UPDATE SET
    public_id = excluded.public_id, company_id = excluded.company_id, siret = excluded.siret,
    level = excluded.level, visible_until = excluded.visible_until,
    sensitive = excluded.sensitive, visible_since = excluded.visible_since;
  -- A block that is empty now has no row, and a row that comes later starts closed.
  UPDATE public.sensitive_block SET open = (NEW.choice = 3 AND coalesce(NEW.sensitive, false))
    WHERE request_id = NEW.request_id;
  UPDATE public.other_adult SET open = (NEW.choice = 3 AND coalesce(NEW.sensitive, false))
    WHERE request_id = NEW.request_id;
  PERFORM app.touch_parts(NEW.request_id);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER consent_applied AFTER INSERT ON public.consent
  FOR EACH ROW EXECUTE FUNCTION app.apply_consent();

-- Whoever reads this person just now is waited for, and who comes next waits (record_reading).
CREATE OR REPLACE FUNCTION app.take_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(OLD.id::text, 7014));
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER in_turn BEFORE DELETE OR UPDATE OF siret, status, attached_to
  ON public.housing_request FOR EACH ROW EXECUTE FUNCTION app.take_turn();

-- What the registry changes under a running choice: another company or the end of the request
-- means choice 1; another establishment of the same company keeps the choice.
CREATE OR REPLACE FUNCTION app.request_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  running boolean;
  new_cause text;
BEGIN
  -- Another adult agreed for one company and one account: for others they must be asked again.
  IF left(NEW.siret, 9) IS DISTINCT FROM left(OLD.siret, 9)
    OR app.company_of_siret(NEW.siret) IS DISTINCT FROM app.company_of_siret(OLD.siret)
    OR NEW.attached_to <> OLD.attached_to OR NEW.account_id <> OLD.account_id THEN
    UPDATE public.other_adult SET agreed = false WHERE request_id = NEW.id AND agreed;
  END IF;
  SELECT level > 1 INTO running FROM public.visibility WHERE request_id = NEW.id;
  IF NOT coalesce(running, false) THEN RETURN NULL; END IF;
  IF NEW.status <> 'ACTIVE' THEN new_cause := 'STRUCK_OFF';
  ELSIF left(NEW.siret, 9) IS DISTINCT FROM left(OLD.siret, 9)
    OR app.company_of_siret(NEW.siret) IS DISTINCT FROM app.company_of_siret(OLD.siret)
    OR NEW.attached_to <> OLD.attached_to THEN new_cause := 'EMPLOYER_CHANGED';
  END IF;
  IF new_cause IS NOT NULL THEN
    INSERT INTO public.consent (request_id, choice, cause, wording_version, actor)
      VALUES (NEW.id, 1, new_cause, '-', 'SYSTEM');
  ELSIF NEW.siret <> OLD.siret THEN
    UPDATE public.visibility SET siret = NEW.siret WHERE request_id = NEW.id;
    PERFORM app.touch_parts(NEW.id);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER request_changed AFTER UPDATE OF siret, status, attached_to, account_id
  ON public.housing_request FOR EACH ROW EXECUTE FUNCTION app.request_changed();

-- The request follows the code: a right code in another account moves it there, at choice 1.
-- Returns the former account's id, or NULL when the number was free. The caller must hold a code
-- that was right within the last ten minutes.
CREATE OR REPLACE FUNCTION app.claim_request(number text, wording text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.ctx_applicant();
  held record;
BEGIN
  IF me IS NULL OR NOT EXISTS (
    SELECT 1 FROM public.import_code WHERE account_id = me AND unique_number = number
      AND used_at > app.clock() - interval '10 minutes') THEN
    RAISE EXCEPTION 'no right code' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT id, account_id INTO held FROM public.housing_request
    WHERE unique_number = number FOR UPDATE;
  IF NOT FOUND OR held.account_id = me THEN RETURN NULL; END IF;
  INSERT INTO public.consent (request_id, choice, cause, wording_version, actor)
    VALUES (held.id, 1, 'MOVED', wording, 'SYSTEM');
  -- What the former account said of it does not go along: the employer's name, the Company Code,
  -- the documents ticked, that the file is ready.
  DELETE FROM public.document_tick WHERE request_id = held.id;
  UPDATE public.housing_request SET account_id = me, employer_name = NULL, code_accepted_for = NULL,
    file_validated_at = NULL WHERE id = held.id;
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT email, 'request_moved', locale, '{}' FROM public.applicant_account
    WHERE id = held.account_id;
  RETURN held.account_id;
END $$;
