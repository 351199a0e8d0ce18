-- What recording a landlord's result needs to know, and no more: where the candidature stands.
-- Not one fact of the person or of the dwelling passes here.

-- Who records results: the worker (files, deadlines), advisers at their screens, landlords' systems.
CREATE OR REPLACE FUNCTION app.may_record() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT current_setting('role', true) = 'portail_worker'
    OR coalesce(app.ctx_staff_role() = 'ADVISER', false) OR app.ctx_landlord() IS NOT NULL
$$;

-- The candidature stays locked until the caller ends: two results are taken one after the other.
-- Its request is held first, in the order in which a choice holds both: a choice made while a long
-- file is loaded waits for a batch, and neither ends the other.
CREATE OR REPLACE FUNCTION app.candidature_standing(which uuid, word text, moment timestamptz)
RETURNS TABLE (request_id uuid, state text, step smallint, since timestamptz, known boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE held record;
BEGIN
  IF NOT app.may_record() THEN RETURN; END IF;
  PERFORM 1 FROM public.housing_request r
    WHERE r.id = (SELECT c.request_id FROM public.candidature c WHERE c.id = which)
    FOR NO KEY UPDATE;
  SELECT c.request_id, c.state INTO held FROM public.candidature c
    WHERE c.id = which FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  RETURN QUERY
    SELECT held.request_id, held.state::text, e.step, e.occurred_at,
      EXISTS (SELECT 1 FROM public.candidature_event k WHERE k.candidature_id = which
        AND k.outcome = word AND k.occurred_at = moment)
    FROM public.candidature_event e
    WHERE e.candidature_id = which
      -- a correction starts the count again
      AND e.occurred_at >= coalesce((SELECT max(k.occurred_at) FROM public.candidature_event k
        WHERE k.candidature_id = which AND k.outcome = 'CORRECTED'), '-infinity')
    ORDER BY e.step DESC, e.occurred_at DESC LIMIT 1;
END $$;

-- Does the request have an active candidature besides this one?
CREATE OR REPLACE FUNCTION app.another_is_active(which uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.candidature one
    JOIN public.candidature other ON other.request_id = one.request_id AND other.id <> one.id
    WHERE one.id = which AND other.active AND app.may_record())
$$;

-- Is the dwelling let to somebody else? Asked before a lease or a correction is taken: of two on one
-- dwelling the second one waits here, before either holds a candidature.
CREATE OR REPLACE FUNCTION app.let_to_another(which uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  dwelling uuid;
BEGIN
  SELECT offer_id INTO dwelling FROM public.candidature WHERE id = which AND app.may_record();
  IF dwelling IS NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(dwelling::text, 7022));
  RETURN EXISTS (SELECT 1 FROM public.candidature
    WHERE offer_id = dwelling AND id <> which AND state = 'LEASE_SIGNED');
END $$;

-- The other active candidatures on the same dwelling, always in the same order.
CREATE OR REPLACE FUNCTION app.candidature_rivals(which uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT other.id FROM public.candidature one
    JOIN public.candidature other ON other.offer_id = one.offer_id AND other.id <> one.id
    WHERE one.id = which AND other.active AND app.may_record() ORDER BY other.id
$$;

-- Which candidature a landlord speaks of: this number's on this offer, the running one first.
CREATE OR REPLACE FUNCTION app.landlord_candidature(siren text, ref text, number text)
RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT c.id FROM public.offer o JOIN public.candidature c ON c.offer_id = o.id
    JOIN public.housing_request r ON r.id = c.request_id
    WHERE o.landlord_siren = siren AND o.reference = ref AND r.unique_number = number
      AND app.may_record()
      -- called by a landlord's system: its own dwellings only, whatever it says
      AND (current_setting('role', true) <> 'portail_landlord' OR siren = app.ctx_landlord())
    ORDER BY c.active DESC, c.submitted_at DESC LIMIT 1
$$;

-- The applicant answers an offer that was notified, until the end of its last day. A function,
-- because a row policy cannot say from which state one comes and to which one goes at once.
CREATE OR REPLACE FUNCTION app.answer_offer(which uuid, answer text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  held record;
  today date := (app.clock() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  SELECT c.request_id, c.state, c.answer_by INTO held FROM public.candidature c
    WHERE c.id = which AND c.request_id = app.ctx_request() FOR UPDATE;
  IF NOT FOUND OR answer NOT IN ('ACCEPTED', 'DECLINED') THEN RETURN 'UNKNOWN'; END IF;
  IF held.state <> 'OFFER_NOTIFIED' THEN RETURN 'NOT_OFFERED'; END IF;
  IF held.answer_by < today THEN RETURN 'TOO_LATE'; END IF;
  UPDATE public.candidature SET state = answer, active = (answer = 'ACCEPTED') WHERE id = which;
  INSERT INTO public.candidature_event
    (request_id, candidature_id, occurred_at, occurred_on, step, outcome)
    VALUES (held.request_id, which, app.clock(), today, 6, answer);
  RETURN 'DONE';
END $$;

-- Offers whose last day to answer is over.
CREATE OR REPLACE FUNCTION app.unanswered_offers() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT id FROM public.candidature WHERE state = 'OFFER_NOTIFIED'
    AND answer_by < (app.clock() AT TIME ZONE 'Europe/Paris')::date ORDER BY id
$$;
