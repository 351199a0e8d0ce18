-- Searching SIRENE by words. Text search is not leakproof and would not use its index behind a
-- row policy; here the caller is checked once, before.

CREATE OR REPLACE FUNCTION app.units_named(wanted text, most integer) RETURNS TABLE (siren text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF app.ctx_staff() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT u.siren::text FROM public.sirene_unit u
    WHERE u.words @@ to_tsquery('simple'::regconfig, wanted)
    LIMIT most;
END $$;
