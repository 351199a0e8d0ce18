-- The name INSEE publishes for the company of this establishment: public, and said whether or not
-- the portal has the company. Whoever asks to join reads nothing else of the reference.
CREATE OR REPLACE FUNCTION app.name_in_sirene(given text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT nullif(name, '') FROM public.sirene_unit WHERE siren = left(given, 9) AND active $$;
