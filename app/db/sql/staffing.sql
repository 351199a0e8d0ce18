-- Staff accounts, by administrators alone and never by the one concerned: each act takes its turn,
-- and asks who acts once it has it. So the last administrator always is whoever acts.

CREATE OR REPLACE FUNCTION app.administrator_in_turn() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE me uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(7041);
  SELECT a.id INTO me FROM public.staff_account a
    WHERE a.id = app.ctx_staff() AND a.active AND a.role = 'ADMINISTRATOR';
  RETURN me;
END $$;

-- Tell every administrator that there is one more: a mail that names nobody.
CREATE OR REPLACE FUNCTION app.tell_administrators() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    SELECT a.email, 'administrator_added', a.locale, '{}'::jsonb FROM public.staff_account a
    WHERE a.active AND a.role = 'ADMINISTRATOR'
$$;

CREATE OR REPLACE FUNCTION app.add_staff(
  address text, full_name text, as_role text, reference text, hash text
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE made uuid;
BEGIN
  IF app.administrator_in_turn() IS NULL THEN
    RAISE EXCEPTION 'not an administrator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF as_role = 'ADMINISTRATOR' THEN PERFORM app.tell_administrators(); END IF;
  INSERT INTO public.staff_account (email, password_hash, full_name, role, reference)
    VALUES (address, hash, full_name, as_role, reference)
    ON CONFLICT (email) DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN PERFORM app.record_act('STAFF_ADDED', NULL, made::text); END IF;
  RETURN made;
END $$;

-- Another role, or the end. `seen` is the role that was looked at.
CREATE OR REPLACE FUNCTION app.change_staff(
  which uuid, new_role text, still_active boolean, seen text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.administrator_in_turn();
  them record;
BEGIN
  IF me IS NULL THEN RETURN 'NOT_ALLOWED'; END IF;
  IF which = me THEN RETURN 'SELF'; END IF;
  SELECT a.role, a.active INTO them FROM public.staff_account a WHERE a.id = which FOR UPDATE;
  IF NOT FOUND OR NOT them.active OR them.role <> seen THEN RETURN 'STALE'; END IF;
  IF still_active THEN
    IF new_role = 'ADMINISTRATOR' AND them.role <> new_role THEN
      PERFORM app.tell_administrators();
    END IF;
    UPDATE public.staff_account SET role = new_role WHERE id = which;
    PERFORM app.record_act('STAFF_ROLE_CHANGED', NULL, which::text);
  ELSE
    UPDATE public.staff_account SET active = false WHERE id = which;
    DELETE FROM public.web_session WHERE audience = 'staff' AND account_id = which;
    PERFORM app.record_act('STAFF_ENDED', NULL, which::text);
  END IF;
  RETURN 'DONE';
END $$;

CREATE OR REPLACE FUNCTION app.end_staff_sessions(which uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE me uuid := app.administrator_in_turn();
BEGIN
  IF me IS NULL THEN RETURN 'NOT_ALLOWED'; END IF;
  IF which = me THEN RETURN 'SELF'; END IF;
  PERFORM 1 FROM public.staff_account a WHERE a.id = which AND a.active;
  IF NOT FOUND THEN RETURN 'STALE'; END IF;
  DELETE FROM public.web_session WHERE audience = 'staff' AND account_id = which;
  PERFORM app.record_act('STAFF_SESSIONS_ENDED', NULL, which::text);
  RETURN 'DONE';
END $$;

CREATE OR REPLACE FUNCTION app.forget_staff_factor(which uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  me uuid := app.administrator_in_turn();
  them record;
BEGIN
  IF me IS NULL THEN RETURN 'NOT_ALLOWED'; END IF;
  IF which = me THEN RETURN 'SELF'; END IF;
  SELECT a.email, a.locale INTO them FROM public.staff_account a WHERE a.id = which AND a.active
    FOR UPDATE;
  IF NOT FOUND THEN RETURN 'STALE'; END IF;
  UPDATE public.staff_account SET totp_secret = NULL, totp_last_step = NULL WHERE id = which;
  DELETE FROM public.passkey WHERE audience = 'staff' AND account_id = which;
  DELETE FROM public.one_time_token WHERE kind = 'recovery_staff'
    AND payload ->> 'account_id' = which::text;
  DELETE FROM public.web_session WHERE audience = 'staff' AND account_id = which;
  INSERT INTO public.mail_outbox (recipient, kind, locale, params)
    VALUES (them.email, 'factor_changed_staff', them.locale, '{}');
  PERFORM app.record_act('STAFF_FACTOR_FORGOTTEN', NULL, which::text);
  RETURN 'DONE';
END $$;

CREATE OR REPLACE FUNCTION app.staff_members()
RETURNS TABLE (id uuid, full_name text, email text, role text, reference text, active boolean,
  protected boolean, sessions integer, seen timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.id, a.full_name, a.email, a.role, a.reference, a.active,
    a.totp_secret IS NOT NULL OR EXISTS (SELECT 1 FROM public.passkey p
      WHERE p.audience = 'staff' AND p.account_id = a.id),
    count(s.sid_hash)::integer, max(s.seen_at)
  FROM public.staff_account a LEFT JOIN public.web_session s
    ON s.audience = 'staff' AND s.account_id = a.id AND s.expires_at > app.clock()
  WHERE app.ctx_staff_role() = 'ADMINISTRATOR'
  GROUP BY a.id ORDER BY a.active DESC, a.full_name, a.id
$$;

-- Whether an address is that of the member of staff who acts: nobody invites themselves anywhere.
CREATE OR REPLACE FUNCTION app.is_own_staff_address(address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM public.staff_account a
    WHERE a.id = app.ctx_staff() AND lower(a.email) = lower(btrim(address)))
$$;
