-- What a task is found by: of its title and notes each three characters that follow one another,
-- and of each token of its title that token and what is left of it without one of its letters, all in
-- lower case. Each is a hash that its space goes into, so that the list of one term holds tasks of
-- one space, however many others there are. taskora_api.filters.terms makes the same of what is
-- sought, and taskora_api.filters.slips has the same tokens.
CREATE FUNCTION terms_of_task(space uuid, title text, notes text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  seed CONSTANT bigint := hashtextextended(space::text, 0);
  seed_of_tokens CONSTANT bigint := hashtextextended(space::text, 1);
  found bigint[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT each.term), '{}') INTO found FROM (
    SELECT hashtextextended(
      part.sign || lead(part.sign) OVER following || lead(part.sign, 2) OVER following, seed) AS term
    FROM (VALUES (1, lower(title COLLATE "und-x-icu")), (2, lower(notes COLLATE "und-x-icu")))
        AS texts(number, whole),
      string_to_table(texts.whole, NULL) WITH ORDINALITY AS part(sign, place)
    WINDOW following AS (PARTITION BY texts.number ORDER BY part.place)
    UNION ALL
    SELECT hashtextextended(slip.left_over, seed_of_tokens)
    FROM regexp_split_to_table(lower(title COLLATE "und-x-icu"),
        '[\u0001-/:-@\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+')
        AS token,
      LATERAL (
        SELECT token AS left_over
        UNION ALL
        SELECT substr(token, 1, place - 1) || substr(token, place + 1)
        FROM generate_series(1, length(token)) AS place
        WHERE length(token) BETWEEN 4 AND 40
      ) AS slip
    WHERE token <> ''
  ) AS each
  WHERE each.term IS NOT NULL;
  RETURN found;
END
$$;
-- Whatever program writes a task, its terms are written with it.
CREATE FUNCTION keep_terms_of_task() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO task_terms (task_id, space_id, terms)
  VALUES (NEW.id, NEW.space_id, terms_of_task(NEW.space_id, NEW.title, NEW.notes))
  ON CONFLICT (task_id) DO UPDATE SET space_id = EXCLUDED.space_id, terms = EXCLUDED.terms;
  RETURN NULL;
END
$$;
CREATE TRIGGER tasks_terms_of_new AFTER INSERT ON tasks
  FOR EACH ROW EXECUTE FUNCTION keep_terms_of_task();
CREATE TRIGGER tasks_terms_of_changed AFTER UPDATE ON tasks
  FOR EACH ROW WHEN ((NEW.title, NEW.notes, NEW.space_id)
    IS DISTINCT FROM (OLD.title, OLD.notes, OLD.space_id))
  EXECUTE FUNCTION keep_terms_of_task();
