DROP TRIGGER tasks_reminders_changed ON tasks;
DROP TRIGGER tasks_reminders_returned ON tasks;
DROP TRIGGER tasks_reminders_deleted ON tasks;
DROP FUNCTION mark_reminders();
