-- Of a task that is due on a day, an alarm counted from the beginning of that day; one that came
-- after it is at a time of that day. One that came after a time stays in the text that was sent.
INSERT INTO reminders (id, space_id, task_id, member_id, remind_at, minutes_before, all_day_time,
  created_at, sequence, uid, acknowledged_at)
SELECT md5(tasks.id || ' ' || sent.number)::uuid, tasks.space_id, tasks.id, sender.member_id, alarm.at,
  CASE WHEN alarm.before IS NOT NULL THEN greatest(alarm.before, 0) END,
  CASE WHEN alarm.before IS NOT NULL AND tasks.due_on IS NOT NULL AND tasks.due_time IS NULL
    THEN time '00:00' + make_interval(mins => greatest(-alarm.before, 0)) END,
  now(), tasks.sequence, alarm.uid, alarm.acknowledged_at
FROM calendar_objects
JOIN tasks ON tasks.id = calendar_objects.task_id
CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(calendar_objects.reminders) AS (
  uid text, minutes_before int, at timestamptz, acknowledged_at timestamptz))
  WITH ORDINALITY AS sent(uid, minutes_before, at, acknowledged_at, number)
CROSS JOIN LATERAL (
  SELECT sent.uid, sent.at, sent.acknowledged_at,
    CASE WHEN sent.at IS NULL THEN sent.minutes_before END AS before) AS alarm
JOIN LATERAL (
  SELECT changes.owner_id AS member_id
  FROM change_entries JOIN changes ON changes.id = change_entries.change_id
  WHERE change_entries.task_id = tasks.id AND changes.actor = 'caldav'
  ORDER BY changes.sequence DESC LIMIT 1) AS sender ON true
JOIN members ON members.space_id = tasks.space_id AND members.member_id = sender.member_id
WHERE alarm.at IS NOT NULL
  OR alarm.before BETWEEN 0 AND 525600
  OR (alarm.before BETWEEN -1439 AND -1 AND tasks.due_on IS NOT NULL AND tasks.due_time IS NULL)
ON CONFLICT (id) DO NOTHING;
INSERT INTO reminder_times (reminder_id, task_id, member_id, changed_at, is_stale)
SELECT reminders.id, reminders.task_id, reminders.member_id, now(), true
FROM reminders
WHERE NOT EXISTS (SELECT FROM reminder_times WHERE reminder_times.reminder_id = reminders.id);
