CREATE OR REPLACE TRIGGER tasks_terms_of_new AFTER INSERT ON tasks
  FOR EACH ROW EXECUTE FUNCTION keep_terms_of_task();
DROP FUNCTION keep_terms_of_new_tasks();
