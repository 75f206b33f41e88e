-- After a way down the ledger still has reminders that were dropped with their table, and of others
-- what was dropped with the columns: they are as their last entries leave them. On the first way up
-- that is what they are.
CREATE TABLE last_of_reminders AS
SELECT DISTINCT ON (entry.task_id, entry.space_id) entry.task_id AS id, entry.space_id,
  coalesce(entry.sequence, 0) AS sequence,
  CASE WHEN entry.before IS NULL THEN entry.after ELSE entry.before || entry.after END AS state
FROM change_entries AS entry JOIN changes ON changes.id = entry.change_id
WHERE entry.entity = 'reminder' AND entry.erased_at IS NULL
ORDER BY entry.task_id, entry.space_id,
  entry.sequence DESC NULLS FIRST, changes.sequence DESC, entry.position DESC;
-- Alarms that somebody has deleted as reminders stay deleted.
DELETE FROM reminders USING last_of_reminders AS last
WHERE reminders.id = last.id AND reminders.space_id = last.space_id AND last.state IS NULL;
INSERT INTO reminders
SELECT (jsonb_populate_record(
    NULL::reminders,
    last.state || jsonb_build_object('space_id', last.space_id, 'sequence', last.sequence))).*
FROM last_of_reminders AS last
WHERE last.state IS NOT NULL
ON CONFLICT (id) DO UPDATE SET
  remind_at = EXCLUDED.remind_at, minutes_before = EXCLUDED.minutes_before,
  all_day_time = EXCLUDED.all_day_time, sequence = EXCLUDED.sequence,
  uid = EXCLUDED.uid, acknowledged_at = EXCLUDED.acknowledged_at
WHERE (reminders.*) IS DISTINCT FROM (EXCLUDED.*);
INSERT INTO reminder_times (reminder_id, task_id, member_id, changed_at, is_stale)
SELECT reminders.id, reminders.task_id, reminders.member_id, now(), true
FROM reminders
WHERE NOT EXISTS (SELECT FROM reminder_times WHERE reminder_times.reminder_id = reminders.id);
DELETE FROM reminder_times
WHERE NOT EXISTS (SELECT FROM reminders WHERE reminders.id = reminder_times.reminder_id)
  AND reminder_id IN (SELECT id FROM last_of_reminders);
DROP TABLE last_of_reminders;
