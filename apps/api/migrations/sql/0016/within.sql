CREATE OR REPLACE FUNCTION notify_change() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM pg_notify('taskora_changes', NEW.space_id || ':' || NEW.sequence);
  RETURN NULL;
END
$$;
