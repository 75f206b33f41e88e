-- Every ledger begins with the tasks as they were before the oldest change that is kept. No person
-- made these changes, so no list of an older program shows them.
CREATE FUNCTION utc_text(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    || CASE WHEN date_trunc('second', moment) = moment THEN ''
       ELSE to_char(moment AT TIME ZONE 'UTC', '.US') END || 'Z'
$$;
INSERT INTO changes
  (id, owner_id, actor, kind, count, titles, created_at, space_id, action_id)
SELECT each.id, '', 'api', 'baseline', 0, '[]', now(), each.space_id, each.id
FROM (SELECT gen_random_uuid() AS id, id AS space_id FROM spaces) AS each
WHERE NOT EXISTS (
  SELECT 1 FROM changes AS other
  WHERE other.space_id = each.space_id AND other.kind = 'baseline');
INSERT INTO change_entries (change_id, position, task_id, before, after, space_id)
SELECT
  baseline.id,
  row_number() OVER (PARTITION BY known.space_id ORDER BY known.created_at, known.task_id) - 1,
  known.task_id, NULL, known.state, known.space_id
FROM (
  SELECT tasks.space_id, tasks.id AS task_id, tasks.created_at,
    jsonb_build_object(
      'id', tasks.id, 'title', title, 'notes', notes, 'due_on', due_on,
      'completed_at', utc_text(completed_at),
      'created_at', utc_text(created_at),
      'updated_at', utc_text(updated_at), 'version', version) AS state
  FROM tasks
  WHERE NOT EXISTS (SELECT 1 FROM change_entries WHERE change_entries.task_id = tasks.id)
  UNION ALL
  SELECT first.space_id, first.task_id, (first.before ->> 'created_at')::timestamptz, first.before
  FROM (
    SELECT DISTINCT ON (entry.task_id) entry.space_id, entry.task_id, entry.before
    FROM change_entries AS entry JOIN changes ON changes.id = entry.change_id
    WHERE entry.sequence IS NULL AND changes.kind <> 'baseline'
    ORDER BY entry.task_id, changes.sequence, entry.position
  ) AS first
  WHERE first.before IS NOT NULL
) AS known
JOIN changes AS baseline ON baseline.space_id = known.space_id AND baseline.kind = 'baseline'
  AND baseline.count = 0;
UPDATE changes SET count = counted.entries
FROM (SELECT change_id, count(*) AS entries FROM change_entries GROUP BY change_id) AS counted
WHERE changes.id = counted.change_id AND changes.kind = 'baseline';
DELETE FROM changes WHERE kind = 'baseline' AND count = 0;
DROP FUNCTION utc_text(timestamptz);
