DROP TRIGGER tasks_terms_of_changed ON tasks;
DROP TRIGGER tasks_terms_of_new ON tasks;
DROP FUNCTION keep_terms_of_task();
DROP FUNCTION terms_of_task(uuid, text, text);
