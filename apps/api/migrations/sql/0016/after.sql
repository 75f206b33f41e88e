-- Who has notified commits one after the other. So a program says in its transaction that it will
-- notify afterwards; for one that says nothing, as an older one, this does.
CREATE OR REPLACE FUNCTION notify_change() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF current_setting('taskora.notifies', true) IS DISTINCT FROM 'after' THEN
    PERFORM pg_notify('taskora_changes', NEW.space_id || ':' || NEW.sequence);
  END IF;
  RETURN NULL;
END
$$;
