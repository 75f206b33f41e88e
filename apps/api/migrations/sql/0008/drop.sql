DROP TRIGGER changes_append_only ON changes;
DROP TRIGGER change_entries_append_only ON change_entries;
DROP FUNCTION keep_sealed_change();
DROP FUNCTION keep_sealed_entry();
