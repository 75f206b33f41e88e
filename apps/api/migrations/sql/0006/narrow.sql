-- What an older schema cannot hold is taken out of what was recorded too, so that it is still what
-- gave the tasks as they are then.
DELETE FROM change_entries WHERE task_id IN (
  SELECT id FROM tasks WHERE char_length(title) > 200 OR char_length(notes) > 5000);
UPDATE change_entries SET
  before = before - ARRAY['space_id', 'priority', 'project_id', 'section_id', 'parent_id', 'tags',
    'position', 'start_on', 'due_time', 'due_zone', 'deadline_on', 'duration_minutes',
    'recurrence', 'assignee_id', 'created_by'],
  after = after - ARRAY['space_id', 'priority', 'project_id', 'section_id', 'parent_id', 'tags',
    'position', 'start_on', 'due_time', 'due_zone', 'deadline_on', 'duration_minutes',
    'recurrence', 'assignee_id', 'created_by'];
DELETE FROM change_entries WHERE before IS NULL AND after IS NULL;
