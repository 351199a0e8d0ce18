-- The one exception to the quiet exit: a lease signed under a running choice 3 keeps the name for
-- three months, with "Logé" and nothing else. What the applicant does by the own hand ends it.

CREATE OR REPLACE FUNCTION app.note_housed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NEW.state = 'LEASE_SIGNED' THEN
    INSERT INTO public.housed_person AS h
        (request_id, company_id, siret, surname, first_names, housed_on, until)
      SELECT v.request_id, v.company_id, v.siret, s.surname, s.first_names,
        (app.clock() AT TIME ZONE 'Europe/Paris')::date, app.clock() + interval '3 months'
      FROM public.visibility v JOIN public.summary s ON s.request_id = v.request_id
      WHERE v.request_id = NEW.request_id AND v.level = 3
        AND (v.visible_until IS NULL OR v.visible_until > app.clock())
    ON CONFLICT (request_id) DO UPDATE SET company_id = excluded.company_id,
      siret = excluded.siret, surname = excluded.surname, first_names = excluded.first_names,
      housed_on = excluded.housed_on, until = excluded.until;
  ELSIF OLD.state = 'LEASE_SIGNED' THEN
    -- The landlord was wrong: no lease, no name kept.
    PERFORM app.end_housed(NEW.request_id);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.end_housed(which uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.housed_person SET until = app.clock(), surname = '', first_names = ''
  WHERE request_id = which AND until > app.clock()
$$;

CREATE OR REPLACE TRIGGER housed_noted AFTER UPDATE OF state ON public.candidature
  FOR EACH ROW EXECUTE FUNCTION app.note_housed();

-- Struck off by the registry, as every housed request is: the name stays. A withdrawal, another
-- choice, another employer, another account: it goes.
CREATE OR REPLACE FUNCTION app.end_housed_by_choice() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NEW.cause <> 'STRUCK_OFF' AND NEW.choice <> 3 THEN
    PERFORM app.end_housed(NEW.request_id);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER housed_ended AFTER INSERT ON public.consent
  FOR EACH ROW EXECUTE FUNCTION app.end_housed_by_choice();

-- One page of housed people read by an employer's user: a list like any other, with its line.
-- Returns how many of `ids` are open to the caller at this instant.
CREATE OR REPLACE FUNCTION app.record_housed(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mine record;
  people jsonb;
BEGIN
  SELECT m.company_id, m.account_id, m.role, m.sites, a.full_name, c.name INTO mine
    FROM public.membership m JOIN public.employer_account a ON a.id = m.account_id
    JOIN public.company c ON c.id = m.company_id WHERE m.id = app.ctx_membership();
  IF NOT FOUND OR app.ctx_reach() < 2 THEN RETURN 0; END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_array(h.request_id, r.account_id) ORDER BY h.request_id),
      '[]') INTO people
    FROM public.housed_person h JOIN public.housing_request r ON r.id = h.request_id
    WHERE h.id = ANY (ids) AND h.company_id = mine.company_id AND h.until > app.clock()
      AND (mine.sites IS NULL OR h.siret = ANY (mine.sites));
  PERFORM app.add_line('employer', 'LIST_READ', mine.company_id, mine.account_id, mine.full_name,
    mine.role, mine.name, NULL, NULL, people);
  RETURN jsonb_array_length(people);
END $$;
