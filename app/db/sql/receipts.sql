-- Receipts: every choice gets a code nobody can guess; its page says that it exists, no more.

-- Twelve letters and digits of five random bits each; 0 and O, 1, I and L are never confused.
-- Two bytes of a random uuid hold its version: they are left out.
CREATE OR REPLACE FUNCTION app.random_code() RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH drawn AS MATERIALIZED (
    SELECT decode(replace(gen_random_uuid()::text, '-', ''), 'hex') AS raw)
  SELECT string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(raw, n) & 31), 1), '' ORDER BY n)
  FROM drawn, unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14]) n
$$;

CREATE OR REPLACE FUNCTION app.draw_receipt_code() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.receipt_code := app.random_code();
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER receipt_code_drawn BEFORE INSERT ON public.consent
  FOR EACH ROW EXECUTE FUNCTION app.draw_receipt_code();

-- Is there a choice with this receipt? Never which, nor whether it still holds.
CREATE OR REPLACE FUNCTION app.receipt_known(code text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM public.consent WHERE receipt_code = code) $$;
