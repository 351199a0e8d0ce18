-- Who is asking. Every policy stands on these functions; they return NULL for anything forged,
-- swapped, expired or ended, and NULL matches no row.

CREATE OR REPLACE FUNCTION app.clock() RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT statement_timestamp() $$;

-- The verified fields of the signed context: audience, subject, company, account, expiry.
-- The signature is HMAC-SHA256 (RFC 2104) with built-in sha256: no extension is needed.
CREATE OR REPLACE FUNCTION app.context(wanted text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  raw text := current_setting('app.ctx', true);
  parts text[];
  keys record;
  message bytea;
BEGIN
  IF raw IS NULL OR raw = '' THEN RETURN NULL; END IF;
  -- The role of the transaction must be the audience's own: a context alone opens no other door.
  IF current_setting('role', true) IS DISTINCT FROM 'portail_' || wanted THEN RETURN NULL; END IF;
  parts := string_to_array(raw, '.');
  IF array_length(parts, 1) <> 6 OR parts[1] <> wanted OR parts[5] !~ '^[0-9]{1,12}$' THEN
    RETURN NULL;
  END IF;
  SELECT inner_pad, outer_pad, former_inner_pad, former_outer_pad INTO keys FROM app.context_key;
  message := convert_to(array_to_string(parts[1:5], '.'), 'UTF8');
  -- While SECRET_KEY changes there are two keys; without a former one its side is NULL: distinct.
  IF parts[6] <> encode(sha256(keys.outer_pad || sha256(keys.inner_pad || message)), 'hex')
    AND parts[6] IS DISTINCT FROM
      encode(sha256(keys.former_outer_pad || sha256(keys.former_inner_pad || message)), 'hex') THEN
    RETURN NULL;
  END IF;
  -- Real time, not app.clock(): a context is signed by what this clock said a moment ago.
  IF to_timestamp(parts[5]::bigint) <= statement_timestamp() THEN RETURN NULL; END IF;
  RETURN parts;
END $$;

CREATE OR REPLACE FUNCTION app.ctx_membership() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.id FROM (SELECT app.context('employer') AS p) c
  JOIN public.membership m ON m.id = c.p[2]::uuid AND m.company_id = c.p[3]::uuid
  JOIN public.company co ON co.id = m.company_id
  JOIN public.employer_account a ON a.id = m.account_id AND a.id = c.p[4]::uuid
  WHERE m.ended_at IS NULL AND co.status = 'ACTIVE' AND a.active
$$;

CREATE OR REPLACE FUNCTION app.ctx_company() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT company_id FROM public.membership WHERE id = app.ctx_membership() $$;

-- The highest choice this membership may read: 0 nobody, 2 summaries, 3 full files.
CREATE OR REPLACE FUNCTION app.ctx_reach() RETURNS smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN role IN ('OWNER', 'MANAGER') AND may_open_files THEN 3
    WHEN role IN ('OWNER', 'MANAGER', 'READER') THEN 2
    ELSE 0 END::smallint
  FROM public.membership WHERE id = app.ctx_membership()
$$;

CREATE OR REPLACE FUNCTION app.ctx_all_sites() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT sites IS NULL FROM public.membership WHERE id = app.ctx_membership() $$;

CREATE OR REPLACE FUNCTION app.ctx_sites() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT sites::text[] FROM public.membership WHERE id = app.ctx_membership() $$;

-- The company the caller runs: an OWNER without limit. Codes, policy and team hang on it.
CREATE OR REPLACE FUNCTION app.ctx_owned_company() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT company_id FROM public.membership
  WHERE id = app.ctx_membership() AND role = 'OWNER' AND sites IS NULL
$$;

CREATE OR REPLACE FUNCTION app.ctx_applicant() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.id FROM (SELECT app.context('applicant') AS p) c
  JOIN public.applicant_account a ON a.id = c.p[4]::uuid
  WHERE a.active AND a.confirmed_at IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION app.ctx_request() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT id FROM public.housing_request WHERE account_id = app.ctx_applicant() $$;

CREATE OR REPLACE FUNCTION app.ctx_staff() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.id FROM (SELECT app.context('staff') AS p) c
  JOIN public.staff_account a ON a.id = c.p[4]::uuid WHERE a.active
$$;

CREATE OR REPLACE FUNCTION app.ctx_staff_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT role FROM public.staff_account WHERE id = app.ctx_staff() $$;

-- The landlord whose system calls, by its SIREN; a key that was withdrawn is nobody's.
CREATE OR REPLACE FUNCTION app.ctx_landlord() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT k.landlord_siren FROM (SELECT app.context('landlord') AS p) c
  JOIN public.landlord_key k ON k.id = c.p[2]::uuid AND k.id = c.p[4]::uuid
  WHERE k.revoked_at IS NULL
$$;

-- Whether the transaction has a live context at all: lets the application tell
-- "no row" from "no context", which is a fault of ours and raises.
CREATE OR REPLACE FUNCTION app.has_context() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT app.ctx_membership() IS NOT NULL OR app.ctx_applicant() IS NOT NULL
      OR app.ctx_staff() IS NOT NULL OR app.ctx_landlord() IS NOT NULL
$$;
