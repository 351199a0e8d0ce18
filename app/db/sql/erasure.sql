-- Erasure of an applicant's account, by the link that was sent to its address. What stays and why
-- is said on the page: lines of the journal by numbers that lead to nobody any more, points by
-- periods of visibility that nothing links to a person.

-- Words about a person hang on a period of visibility. Once it is over nobody reads them again:
-- they go, the figures of the ledger stay.
CREATE OR REPLACE FUNCTION app.forget_words_of_past_periods() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM public.points_contest t WHERE NOT EXISTS (
    SELECT 1 FROM public.visibility v WHERE v.public_id = t.public_id);
  DELETE FROM public.suggestion g WHERE NOT EXISTS (
    SELECT 1 FROM public.visibility v WHERE v.public_id = g.public_id);
$$;

-- True once the account of a link that still works is gone, with all that was its. `kinds` are the
-- mails of applicants: the same address may have an account at another door, whose mails stay.
CREATE OR REPLACE FUNCTION app.erase_applicant(link bytea, kinds text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  whose uuid;
  address text;
BEGIN
  SELECT (payload ->> 'account_id')::uuid INTO whose FROM public.one_time_token
    WHERE token_hash = link AND kind = 'erase_account' AND used_at IS NULL
      AND expires_at > app.clock() FOR UPDATE;
  SELECT email INTO address FROM public.applicant_account WHERE id = whose FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  -- Parts, choices, candidatures and what was said of them go with the request; a trigger closes
  -- the period of visibility as for every other exit.
  DELETE FROM public.housing_request WHERE account_id = whose;
  PERFORM app.forget_words_of_past_periods();
  DELETE FROM public.web_session WHERE audience = 'applicant' AND account_id = whose;
  DELETE FROM public.passkey WHERE audience = 'applicant' AND account_id = whose;
  DELETE FROM public.job_outbox WHERE audience = 'applicant' AND actor_id = whose;
  DELETE FROM public.mail_outbox WHERE kind = ANY (kinds) AND (recipient = address
    OR recipient IN (SELECT payload ->> 'email' FROM public.one_time_token
      WHERE payload ->> 'account_id' = whose::text));
  DELETE FROM public.one_time_token WHERE payload ->> 'account_id' = whose::text
    OR (kind = 'confirm_account' AND payload ->> 'email' = address);
  -- Codes, cases, alerts and the kept search go with the account.
  DELETE FROM public.applicant_account WHERE id = whose;
  RETURN true;
END $$;
