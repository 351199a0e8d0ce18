-- The inbox: who may open a case, and about whom. Every write goes through here; tables are read
-- by the person a case is about and by the staff who answer.

-- Eight letters and digits of five random bits each; 0 and O, 1, I and L are never confused.
CREATE OR REPLACE FUNCTION app.draw_case_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE raw bytea := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
BEGIN
  SELECT string_agg(
      substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(raw, n) & 31), 1), '' ORDER BY n)
    INTO NEW.number FROM unnest(ARRAY[0, 1, 2, 3, 10, 11, 12, 13]) n;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER case_number_drawn BEFORE INSERT ON public.staff_case
  FOR EACH ROW EXECUTE FUNCTION app.draw_case_number();

-- A case of the signed-in applicant; returns its number, NULL when there is nothing to contest:
-- a reading must be one of the own file.
CREATE OR REPLACE FUNCTION app.open_case(
  of_kind text, words text, topic text, about uuid, company uuid
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.ctx_applicant();
  made record;
BEGIN
  IF me IS NULL THEN
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF of_kind NOT IN ('CONTACT', 'READING_CONTESTED', 'POINTS_CONTESTED') THEN RETURN NULL; END IF;
  IF of_kind = 'READING_CONTESTED' THEN
    SELECT l.company_id INTO company FROM public.journal_subject s
      JOIN public.journal_line l ON l.id = s.line_id
      WHERE s.line_id = open_case.about AND s.account_id = me;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO public.staff_case (number, kind, topic, account_id, company_id, about)
    VALUES ('', of_kind, open_case.topic, me, company, open_case.about)
    RETURNING id, number INTO made;
  INSERT INTO public.case_message (case_id, author, words)
    VALUES (made.id, 'APPLICANT', open_case.words);
  RETURN made.number;
END $$;

-- "N'est pas (plus) salariée", said by a member of the company of somebody visible to them; NULL
-- when nobody is. Said twice of the same period it is one case. The person is asked to confirm the
-- employer; nothing changes on any screen of the company.
CREATE OR REPLACE FUNCTION app.report_not_employed(person uuid, words text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.ctx_membership();
  mine record;
  whose record;
  made record;
BEGIN
  IF me IS NULL OR app.ctx_reach() < 2 THEN RETURN NULL; END IF;
  SELECT company_id, sites INTO mine FROM public.membership WHERE id = me;
  SELECT r.account_id, a.email, a.locale INTO whose
    FROM public.summary s JOIN public.housing_request r ON r.id = s.request_id
    JOIN public.applicant_account a ON a.id = r.account_id
    WHERE s.public_id = person AND s.company_id = mine.company_id AND s.level > 1
      AND (s.visible_until IS NULL OR s.visible_until > app.clock())
      AND (mine.sites IS NULL OR s.siret = ANY (mine.sites));
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- In turn: two members at once make one case.
  PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 7015));
  SELECT id, number INTO made FROM public.staff_case
    WHERE kind = 'NOT_EMPLOYED' AND about = person AND state <> 'CLOSED';
  IF NOT FOUND THEN
    INSERT INTO public.staff_case (number, kind, account_id, company_id, about, unread)
      VALUES ('', 'NOT_EMPLOYED', whose.account_id, mine.company_id, person, true)
      RETURNING id, number INTO made;
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
      VALUES (whose.email, 'case_message', whose.locale, '{}');
  END IF;
  INSERT INTO public.case_message (case_id, author, words)
    VALUES (made.id, 'EMPLOYER', report_not_employed.words);
  UPDATE public.staff_case SET state = 'OPEN', changed_at = app.clock() WHERE id = made.id;
  RETURN made.number;
END $$;

-- The applicant writes again: the case waits for staff once more. False when it is closed or
-- somebody else's.
CREATE OR REPLACE FUNCTION app.reply_to_case(of_case uuid, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.staff_case SET state = 'OPEN', changed_at = app.clock()
    WHERE id = of_case AND account_id = app.ctx_applicant() AND state <> 'CLOSED';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.case_message (case_id, author, words)
    VALUES (of_case, 'APPLICANT', reply_to_case.words);
  RETURN true;
END $$;

-- The applicant opened the case: nothing in it waits to be read any more.
CREATE OR REPLACE FUNCTION app.case_seen(of_case uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.staff_case SET unread = false
    WHERE id = of_case AND account_id = app.ctx_applicant() AND unread
$$;

-- Who answers: persons' matters are for advisers and administrators.
CREATE OR REPLACE FUNCTION app.ctx_case_handler() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT id FROM public.staff_account
  WHERE id = app.ctx_staff() AND role IN ('ADVISER', 'ADMINISTRATOR')
$$;

-- An answer (the person gets a mail that says only that a message waits) or a note between staff.
-- `seen` is how many messages the writer had read: false when there are more since, or it is over.
CREATE OR REPLACE FUNCTION app.answer_case(
  of_case uuid, as_author text, words text, seen integer
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE me record;
BEGIN
  SELECT id, role, reference INTO me FROM public.staff_account WHERE id = app.ctx_case_handler();
  IF NOT FOUND OR as_author NOT IN ('STAFF', 'NOTE') THEN RETURN false; END IF;
  PERFORM 1 FROM public.staff_case WHERE id = of_case AND state <> 'CLOSED' FOR UPDATE;
  IF NOT FOUND OR (SELECT count(*) FROM public.case_message WHERE case_id = of_case) <> seen THEN
    RETURN false;
  END IF;
  INSERT INTO public.case_message (case_id, author, staff_role, staff_reference, words)
    VALUES (of_case, as_author, me.role, me.reference, answer_case.words);
  IF as_author = 'STAFF' THEN
    UPDATE public.staff_case SET state = 'ANSWERED', changed_at = app.clock(), unread = true,
      assignee_id = coalesce(assignee_id, me.id) WHERE id = of_case;
    INSERT INTO public.mail_outbox (recipient, kind, locale, params)
      SELECT a.email, 'case_message', a.locale, '{}' FROM public.staff_case c
        JOIN public.applicant_account a ON a.id = c.account_id WHERE c.id = of_case;
  END IF;
  RETURN true;
END $$;

-- Whose case it is to answer; NULL gives it back to everybody.
CREATE OR REPLACE FUNCTION app.assign_case(of_case uuid, to_staff uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF app.ctx_case_handler() IS NULL OR (to_staff IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM public.staff_account
      WHERE id = to_staff AND active AND role IN ('ADVISER', 'ADMINISTRATOR')
  )) THEN RETURN false; END IF;
  UPDATE public.staff_case SET assignee_id = to_staff, changed_at = app.clock()
    WHERE id = of_case AND state <> 'CLOSED';
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION app.close_case(of_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.staff_case SET state = 'CLOSED', closed_at = app.clock(), changed_at = app.clock()
    WHERE id = of_case AND state <> 'CLOSED' AND app.ctx_case_handler() IS NOT NULL;
  RETURN FOUND;
END $$;

-- Who a case is about: read at each opening of it, and each time with its line in the journal,
-- which the person reads with the function and the reference of whoever looked.
CREATE OR REPLACE FUNCTION app.case_person(of_case uuid)
RETURNS TABLE (civility text, surname text, first_names text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me record;
  whose record;
BEGIN
  SELECT s.id, s.role, s.reference INTO me FROM public.staff_account s
    WHERE s.id = app.ctx_case_handler();
  IF NOT FOUND THEN RETURN; END IF;
  SELECT c.account_id, c.kind, r.id AS request_id INTO whose FROM public.staff_case c
    LEFT JOIN public.housing_request r ON r.account_id = c.account_id WHERE c.id = of_case;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM app.add_line('staff', 'CASE_READ', NULL, me.id, me.reference, me.role, NULL,
    CASE WHEN whose.kind = 'CONTACT' THEN 'ANSWER_THE_PERSON'
      WHEN whose.kind = 'NOT_EMPLOYED' THEN 'CONTROL' ELSE 'ANSWER_A_CONTEST' END,
    NULL, jsonb_build_array(
      jsonb_build_array(coalesce(whose.request_id, whose.account_id), whose.account_id)));
  RETURN QUERY SELECT a.civility::text, a.surname::text, a.first_names::text
    FROM public.applicant_account a WHERE a.id = whose.account_id;
END $$;

-- Staff found that the person does not work there: the request leaves the company, and with it
-- every choice (a trigger writes choice 1). Only on a case that says so.
CREATE OR REPLACE FUNCTION app.detach_person(of_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF app.ctx_case_handler() IS NULL THEN RETURN false; END IF;
  UPDATE public.housing_request r SET siret = NULL
    FROM public.staff_case c JOIN public.company k ON k.id = c.company_id
    WHERE c.id = of_case AND c.kind = 'NOT_EMPLOYED' AND c.state <> 'CLOSED'
      AND r.account_id = c.account_id AND app.company_of_siret(r.siret) = k.id;
  RETURN FOUND;
END $$;

-- The reading a case contests, as whoever answers must know it.
CREATE OR REPLACE FUNCTION app.contested_reading(of_case uuid)
RETURNS TABLE (at timestamptz, act text, reader_name text, reader_role text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT l.at, l.act, d.actor_name, d.actor_role, d.purpose FROM public.staff_case c
    JOIN public.journal_line l ON l.id = c.about
    LEFT JOIN public.journal_detail d ON d.line_id = l.id
    WHERE c.id = of_case AND c.kind = 'READING_CONTESTED' AND app.ctx_case_handler() IS NOT NULL
$$;
