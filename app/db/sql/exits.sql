-- The quiet exit: a row for each stretch during which a company saw somebody. Once it is over the
-- company reads its month, the same line for every reason; expiry is by the clock, no job runs.

CREATE OR REPLACE FUNCTION app.note_period() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  was boolean := false;
  runs_on boolean := false;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    was := OLD.level > 1 AND (OLD.visible_until IS NULL OR OLD.visible_until > app.clock());
  END IF;
  IF TG_OP <> 'DELETE' THEN
    runs_on := was AND NEW.level > 1 AND NEW.company_id = OLD.company_id;
  END IF;
  IF runs_on THEN
    UPDATE public.visibility_period SET ends_at = NEW.visible_until, siret = NEW.siret
      WHERE request_id = NEW.request_id;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    -- What is over belongs to nobody any more: nothing links it to whoever comes back.
    UPDATE public.visibility_period SET request_id = NULL,
      ends_at = CASE WHEN was THEN app.clock() ELSE ends_at END
      WHERE request_id = OLD.request_id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.level > 1 THEN
    INSERT INTO public.visibility_period (request_id, company_id, siret, ends_at)
      VALUES (NEW.request_id, NEW.company_id, NEW.siret, NEW.visible_until);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER period_noted
  AFTER INSERT OR UPDATE OF level, company_id, visible_until, siret OR DELETE ON public.visibility
  FOR EACH ROW EXECUTE FUNCTION app.note_period();
