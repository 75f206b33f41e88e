-- What a program writes that knows nothing of spaces: its tasks and changes are in its owner's own.
CREATE FUNCTION place_task_of_older_program() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.space_id := make_personal_space(NEW.owner_id);
  NEW.position := position_at(NEW.created_at);
  RETURN NEW;
END
$$;
CREATE TRIGGER tasks_of_older_program BEFORE INSERT ON tasks
  FOR EACH ROW WHEN (NEW.space_id IS NULL) EXECUTE FUNCTION place_task_of_older_program();
CREATE FUNCTION place_change_of_older_program() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.space_id := make_personal_space(NEW.owner_id);
  NEW.action_id := NEW.id;
  RETURN NEW;
END
$$;
CREATE TRIGGER changes_of_older_program BEFORE INSERT ON changes
  FOR EACH ROW WHEN (NEW.space_id IS NULL) EXECUTE FUNCTION place_change_of_older_program();
CREATE FUNCTION place_entry_of_older_program() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT space_id INTO NEW.space_id FROM changes WHERE id = NEW.change_id;
  RETURN NEW;
END
$$;
CREATE TRIGGER change_entries_of_older_program BEFORE INSERT ON change_entries
  FOR EACH ROW WHEN (NEW.space_id IS NULL) EXECUTE FUNCTION place_entry_of_older_program();
