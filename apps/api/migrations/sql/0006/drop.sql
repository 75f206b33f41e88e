DROP TRIGGER change_entries_of_older_program ON change_entries;
DROP TRIGGER changes_of_older_program ON changes;
DROP TRIGGER tasks_of_older_program ON tasks;
DROP FUNCTION place_entry_of_older_program();
DROP FUNCTION place_change_of_older_program();
DROP FUNCTION place_task_of_older_program();
DROP FUNCTION make_personal_space(text);
DROP FUNCTION position_at(timestamptz);
DROP FUNCTION personal_space_id(text);
