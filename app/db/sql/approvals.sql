-- A second person for what touches many. Whoever asked does the act later, with the rights of that
-- moment; the answer is somebody else's.

-- Whether an act on so many people is over the limit of the company acted for.
CREATE OR REPLACE FUNCTION app.over_limit(kind text, people bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.second_person s WHERE s.company_id = app.ctx_company()
    AND people > CASE kind WHEN 'EXPORT' THEN s.exports WHEN 'AWARD' THEN s.awards END)
$$;

-- Change the limits; false when they were changed since `seen`.
CREATE OR REPLACE FUNCTION app.set_second_person(
  most_exports integer, most_awards integer, seen integer
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine uuid := app.ctx_owned_company();
  author text;
BEGIN
  IF mine IS NULL THEN
    RAISE EXCEPTION 'not an owner' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM 1 FROM public.company WHERE id = mine FOR NO KEY UPDATE;
  SELECT a.full_name INTO author FROM public.membership m
    JOIN public.employer_account a ON a.id = m.account_id WHERE m.id = app.ctx_membership();
  IF coalesce((SELECT number FROM public.second_person WHERE company_id = mine), 0) <> seen THEN
    RETURN false;
  END IF;
  INSERT INTO public.second_person AS s (company_id, number, exports, awards, author_name, made_at)
    VALUES (mine, seen + 1, most_exports, most_awards, author, app.clock())
  ON CONFLICT (company_id) DO UPDATE SET number = excluded.number, exports = excluded.exports,
    awards = excluded.awards, author_name = excluded.author_name, made_at = excluded.made_at;
  PERFORM app.record_act('SECOND_PERSON_SET', mine, NULL);
  INSERT INTO public.company_notice (company_id, kind) VALUES (mine, 'SECOND_PERSON_SET');
  RETURN true;
END $$;

-- Let an act wait for seven days. The same act asked again while it waits is the same one.
CREATE OR REPLACE FUNCTION app.ask_approval(of_kind text, what jsonb, why text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.ctx_membership();
  mine record;
  made uuid;
BEGIN
  SELECT m.company_id, m.role, a.full_name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    WHERE m.id = me AND m.role IN ('OWNER', 'MANAGER') AND (of_kind <> 'EXPORT' OR m.may_export);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A button pressed twice.
  PERFORM pg_advisory_xact_lock(hashtextextended(me::text, 7031));
  SELECT id INTO made FROM public.approval a
    WHERE a.membership_id = me AND a.kind = of_kind AND a.wanted = what
      AND a.purpose IS NOT DISTINCT FROM why AND a.answer IS NULL AND a.expires_at > app.clock();
  IF FOUND THEN RETURN made; END IF;
  INSERT INTO public.approval (company_id, membership_id, kind, wanted, purpose, asker_name,
      asker_role, asked_at, expires_at)
    VALUES (mine.company_id, me, of_kind, what, why, mine.full_name, mine.role, app.clock(),
      app.clock() + interval '7 days')
    RETURNING id INTO made;
  PERFORM app.record_act('APPROVAL_ASKED', mine.company_id, made::text);
  INSERT INTO public.company_notice (company_id, kind) VALUES (mine.company_id, 'APPROVAL_ASKED');
  RETURN made;
END $$;

-- Answer a colleague's: DONE, SELF, GONE (answered, expired, nobody's) or NOT_ALLOWED.
CREATE OR REPLACE FUNCTION app.answer_approval(which uuid, verdict text, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  asked record;
BEGIN
  SELECT m.company_id, m.account_id, m.may_export, a.full_name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    WHERE m.id = app.ctx_membership() AND m.role IN ('OWNER', 'MANAGER') AND m.sites IS NULL;
  IF NOT FOUND THEN RETURN 'NOT_ALLOWED'; END IF;
  SELECT a.kind, m.account_id INTO asked
    FROM public.approval a JOIN public.membership m ON m.id = a.membership_id
    WHERE a.id = which AND a.company_id = mine.company_id AND a.answer IS NULL
      AND a.expires_at > app.clock() FOR UPDATE OF a;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  IF asked.account_id = mine.account_id THEN RETURN 'SELF'; END IF;
  IF asked.kind = 'EXPORT' AND NOT mine.may_export THEN RETURN 'NOT_ALLOWED'; END IF;
  UPDATE public.approval SET answer = verdict, words = nullif(said, ''),
    answerer_name = mine.full_name, answered_at = app.clock() WHERE id = which;
  PERFORM app.record_act(
    CASE verdict WHEN 'APPROVED' THEN 'APPROVAL_GIVEN' ELSE 'APPROVAL_REFUSED' END,
    mine.company_id, which::text);
  INSERT INTO public.company_notice (company_id, kind)
    VALUES (mine.company_id, 'APPROVAL_ANSWERED');
  RETURN 'DONE';
END $$;

-- Take one's own approved export, once.
CREATE OR REPLACE FUNCTION app.use_approval(which uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.approval SET done_at = app.clock()
    WHERE id = which AND membership_id = app.ctx_membership() AND kind = 'EXPORT'
      AND answer = 'APPROVED' AND done_at IS NULL AND expires_at > app.clock();
  RETURN FOUND;
END $$;
