-- The links of other adults: asked for by the applicant, answered by whoever holds the link.

-- What an agreement binds: one person at one address, one company, one account.
CREATE OR REPLACE FUNCTION app.adult_bond(which uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT sha256(convert_to(jsonb_build_array(a.content ->> 'surname', a.content ->> 'first_names',
      a.content ->> 'email', app.siren_of_siret(r.siret), r.attached_to, r.account_id)::text, 'UTF8'))
  FROM public.other_adult a JOIN public.housing_request r ON r.id = a.request_id
  WHERE a.id = which
$$;

-- Send a link to one adult of the caller's own request, at the address the registry has. A new
-- link takes the former one's place. False when there is no such adult, or no address.
CREATE OR REPLACE FUNCTION app.ask_adult(which uuid, token text, locale text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE address text;
BEGIN
  SELECT content ->> 'email' INTO address FROM public.other_adult
    WHERE id = which AND request_id = app.ctx_request() FOR UPDATE;
  IF address IS NULL THEN RETURN false; END IF;
  INSERT INTO public.adult_link (adult_id, token_hash, bond)
    VALUES (which, sha256(convert_to(token, 'UTF8')), app.adult_bond(which))
  ON CONFLICT (adult_id) DO UPDATE SET token_hash = excluded.token_hash, bond = excluded.bond,
    asked_at = app.clock(), answered_at = NULL;
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    VALUES (address, 'adult_agreement', locale, jsonb_build_object('token', token));
  RETURN true;
END $$;

-- The adult a living link speaks for. Unanswered, a link lives 30 days; it lives as long as the
-- agreement, which can be taken back by it.
CREATE OR REPLACE FUNCTION app.adult_of_link(token text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.id FROM public.adult_link l JOIN public.other_adult a ON a.id = l.adult_id
  WHERE l.token_hash = sha256(convert_to(token, 'UTF8')) AND l.bond = app.adult_bond(a.id)
    AND (a.agreed OR greatest(l.asked_at, l.answered_at) > app.clock() - interval '30 days')
$$;

-- What the link's page says: who asks, for which company, what was answered. No row: a dead link.
CREATE OR REPLACE FUNCTION app.adult_link_page(token text)
RETURNS TABLE (asker text, company_name text, agreed boolean, answered boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT p.first_names, coalesce(c.name, r.employer_name), a.agreed, l.answered_at IS NOT NULL
  FROM public.other_adult a JOIN public.adult_link l ON l.adult_id = a.id
  JOIN public.housing_request r ON r.id = a.request_id
  JOIN public.applicant_account p ON p.id = r.account_id
  LEFT JOIN public.company c ON c.id = app.company_of_siret(r.siret)
  WHERE a.id = app.adult_of_link(token)
$$;

-- Agree, refuse or take back, for that very person only. False for a dead link.
CREATE OR REPLACE FUNCTION app.answer_adult_link(token text, yes boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE which uuid;
BEGIN
  SELECT request_id INTO which FROM public.other_adult WHERE id = app.adult_of_link(token);
  -- The request first, as every other act on it: whom the link binds cannot change meanwhile.
  PERFORM 1 FROM public.housing_request WHERE id = which FOR UPDATE;
  UPDATE public.other_adult SET agreed = yes WHERE id = app.adult_of_link(token)
    RETURNING id INTO which;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE public.adult_link SET answered_at = app.clock() WHERE adult_id = which;
  RETURN true;
END $$;
