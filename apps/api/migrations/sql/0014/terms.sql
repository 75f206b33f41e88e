-- The same terms as before, in half the time: what follows a character is read beside it, and not
-- by a window over all of them. A planner that expects a million rows, as it did without the limit,
-- compiles the statement anew with each task where the server has a compiler (jit_above_cost).
CREATE OR REPLACE FUNCTION terms_of_task(space uuid, title text, notes text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  seed CONSTANT bigint := hashtextextended(space::text, 0);
  seed_of_tokens CONSTANT bigint := hashtextextended(space::text, 1);
  lowered CONSTANT text := lower(title COLLATE "und-x-icu");
  found bigint[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT each.term), '{}') INTO found FROM (
    SELECT hashtextextended(part.first || part.second || part.third, seed) AS term
    FROM (VALUES (lowered), (lower(notes COLLATE "und-x-icu"))) AS texts(whole),
      ROWS FROM (
        string_to_table(texts.whole, NULL),
        string_to_table(substr(texts.whole, 2), NULL),
        string_to_table(substr(texts.whole, 3), NULL)) AS part(first, second, third)
    WHERE part.third IS NOT NULL
    UNION ALL
    SELECT hashtextextended(slip.left_over, seed_of_tokens)
    FROM regexp_split_to_table(lowered,
        '[\u0001-/:-@\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+')
        AS token,
      LATERAL (
        SELECT token AS left_over
        UNION ALL
        SELECT substr(token, 1, place - 1) || substr(token, place + 1)
        FROM generate_series(1, length(token)) AS place
        WHERE length(token) BETWEEN 4 AND 40
        LIMIT 40
      ) AS slip
    WHERE token <> ''
  ) AS each;
  RETURN found;
END
$$;
-- One statement for all tasks that come at once, whatever program writes them.
CREATE FUNCTION keep_terms_of_new_tasks() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO task_terms (task_id, space_id, terms)
  SELECT id, space_id, terms_of_task(space_id, title, notes) FROM added
  ON CONFLICT (task_id) DO UPDATE SET space_id = EXCLUDED.space_id, terms = EXCLUDED.terms;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER tasks_terms_of_new AFTER INSERT ON tasks
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION keep_terms_of_new_tasks();
