-- How much waits, and for how long: queues, never people.
CREATE OR REPLACE FUNCTION app.vital_signs()
RETURNS TABLE (mails_waiting bigint, oldest_mail float8, mails_given_up bigint, jobs_waiting bigint,
  oldest_job float8, lines_unsealed bigint, oldest_unsealed float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH mails AS (
    SELECT count(*) AS many, min(created_at) AS oldest FROM public.mail_outbox
    WHERE sent_at IS NULL AND failed_at IS NULL
  ), given_up AS (
    SELECT count(*) AS many FROM public.mail_outbox WHERE failed_at > app.clock() - interval '7 days'
  ), jobs AS (
    SELECT count(*) AS many, min(created_at) AS oldest FROM public.job_outbox
    WHERE taken_at IS NULL
  ), lines AS (
    SELECT count(*) AS many, min(l.at) AS oldest FROM public.journal_line l
    WHERE NOT EXISTS (SELECT 1 FROM public.journal_seal s WHERE s.line_id = l.id)
      AND l.at > app.clock() - interval '1 day'
  )
  SELECT mails.many, coalesce(extract(epoch FROM app.clock() - mails.oldest), 0)::float8,
    given_up.many,
    jobs.many, coalesce(extract(epoch FROM app.clock() - jobs.oldest), 0)::float8,
    lines.many, coalesce(extract(epoch FROM app.clock() - lines.oldest), 0)::float8
  FROM mails, given_up, jobs, lines
$$;
