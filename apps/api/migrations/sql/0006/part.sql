-- An older schema has one person's changes of their own tasks alone. What others did to a task, and
-- what was in several spaces, would leave gaps: of such a task nothing is kept but what it is now,
-- with which its ledger begins on the way up again.
DELETE FROM changes WHERE kind = 'baseline';
DELETE FROM change_entries WHERE entity <> 'task';
DELETE FROM change_entries WHERE task_id IN (
  SELECT entry.task_id
  FROM change_entries AS entry
  JOIN changes ON changes.id = entry.change_id
  LEFT JOIN tasks ON tasks.id = entry.task_id
  GROUP BY entry.task_id
  HAVING count(DISTINCT entry.space_id) > 1
    OR min(changes.owner_id) <> max(changes.owner_id)
    OR min(changes.owner_id) <> min(tasks.owner_id)
    OR bool_or(changes.kind = 'moved')
    OR bool_or(entry.erased_at IS NOT NULL));
DELETE FROM changes WHERE kind = 'moved';
