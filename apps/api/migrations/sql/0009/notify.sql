-- Who changes a space writes the head of its ledger: the one place that every change passes.
CREATE FUNCTION notify_change() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM pg_notify('taskora_changes', NEW.space_id || ':' || NEW.sequence);
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_heads_notify AFTER UPDATE ON ledger_heads
  FOR EACH ROW WHEN (NEW.sequence IS DISTINCT FROM OLD.sequence) EXECUTE FUNCTION notify_change();
