-- After a way down the ledger still has views that were dropped with their table: they are there
-- again as their last entries leave them. On the first way up there are none.
INSERT INTO views
SELECT (jsonb_populate_record(
    NULL::views,
    last.state || jsonb_build_object('space_id', last.space_id, 'sequence', last.sequence))).*
FROM (
  SELECT DISTINCT ON (entry.task_id, entry.space_id) entry.space_id,
    coalesce(entry.sequence, 0) AS sequence,
    CASE WHEN entry.before IS NULL THEN entry.after ELSE entry.before || entry.after END AS state
  FROM change_entries AS entry JOIN changes ON changes.id = entry.change_id
  WHERE entry.entity = 'view'
  ORDER BY entry.task_id, entry.space_id,
    entry.sequence DESC NULLS FIRST, changes.sequence DESC, entry.position DESC
) AS last
WHERE last.state IS NOT NULL;
