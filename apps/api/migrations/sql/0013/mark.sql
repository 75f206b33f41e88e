-- Who moves, completes, deletes or brings back a task marks its reminders. The time of the change is
-- that of the program: what would have been due before it is not fired.
CREATE FUNCTION mark_reminders() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE reminder_times SET is_stale = true WHERE task_id = OLD.id;
  ELSE
    UPDATE reminder_times SET is_stale = true, changed_at = NEW.updated_at WHERE task_id = NEW.id;
  END IF;
  IF FOUND THEN
    PERFORM pg_notify('taskora_reminders', '');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tasks_reminders_changed AFTER UPDATE OF due_on, due_time, due_zone, completed_at ON tasks
  FOR EACH ROW
  WHEN ((OLD.due_on, OLD.due_time, OLD.due_zone, OLD.completed_at)
    IS DISTINCT FROM (NEW.due_on, NEW.due_time, NEW.due_zone, NEW.completed_at))
  EXECUTE FUNCTION mark_reminders();
-- What is new has no reminders; what comes back is in a later version.
CREATE TRIGGER tasks_reminders_returned AFTER INSERT ON tasks
  FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION mark_reminders();
CREATE TRIGGER tasks_reminders_deleted AFTER DELETE ON tasks
  FOR EACH ROW EXECUTE FUNCTION mark_reminders();
