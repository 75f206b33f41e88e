-- What is sealed stays: only its content may be erased, which the chain can do without, and a
-- person's whole space taken away by a transaction that says so (SET LOCAL taskora.erase = 'on').
CREATE FUNCTION keep_sealed_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF OLD.hash IS NULL OR current_setting('taskora.erase', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.before IS NULL AND NEW.after IS NULL
    AND NEW.erased_at IS NOT NULL
    AND (NEW.change_id, NEW.position, NEW.task_id, NEW.space_id, NEW.entity)
      = (OLD.change_id, OLD.position, OLD.task_id, OLD.space_id, OLD.entity)
    AND (NEW.sequence, NEW.digest, NEW.hash) = (OLD.sequence, OLD.digest, OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an entry of the ledger is never changed' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER change_entries_append_only BEFORE UPDATE OR DELETE ON change_entries
  FOR EACH ROW EXECUTE FUNCTION keep_sealed_entry();
-- An older program removes its changes after 30 days: those that are sealed it leaves, silently.
CREATE FUNCTION keep_sealed_change() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF current_setting('taskora.erase', true) = 'on' OR NOT EXISTS (
    SELECT 1 FROM change_entries WHERE change_id = OLD.id AND hash IS NOT NULL
  ) THEN
    RETURN OLD;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER changes_append_only BEFORE DELETE ON changes
  FOR EACH ROW EXECUTE FUNCTION keep_sealed_change();
