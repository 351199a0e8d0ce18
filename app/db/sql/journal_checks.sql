-- Verifications of the journal: an auditor asks for one, the worker makes it and says what it found.

-- A verification that waits or runs is the one asked for. Returns NULL for any other role.
CREATE OR REPLACE FUNCTION app.ask_journal_check() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE which uuid;
BEGIN
  IF NOT app.is_auditor() THEN RETURN NULL; END IF;
  -- In turn: two presses at once see each other.
  PERFORM pg_advisory_xact_lock(7041);
  SELECT c.id INTO which FROM public.journal_check c
    WHERE c.state IN ('WAITING', 'RUNNING') AND c.touched_at > app.clock() - interval '10 minutes'
    ORDER BY c.asked_at DESC LIMIT 1;
  IF FOUND THEN RETURN which; END IF;
  INSERT INTO public.journal_check (asked_by)
    SELECT a.reference FROM public.staff_account a WHERE a.id = app.ctx_staff()
    RETURNING id INTO which;
  PERFORM app.ask_job('verify_journal', which);
  PERFORM app.record_act('JOURNAL_CHECK_ASKED', NULL, NULL);
  RETURN which;
END $$;
