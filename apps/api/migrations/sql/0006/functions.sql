-- The space that is a person's own: a UUID of version 8 made of the person's id, as
-- taskora_api.spaces.personal makes it.
CREATE FUNCTION personal_space_id(member text) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH digest AS (
    SELECT substring(
      sha256(convert_to('taskora:personal-space:' || member, 'UTF8')) FROM 1 FOR 16) AS bytes
  )
  SELECT encode(
    set_byte(
      set_byte(bytes, 6, (get_byte(bytes, 6) & 15) | 128),
      8, (get_byte(bytes, 8) & 63) | 128),
    'hex')::uuid
  FROM digest
$$;
-- The key by which a task that nobody has moved is sorted: the microseconds since 1970 in base 62,
-- as taskora_api.ledger.position makes it.
CREATE FUNCTION position_at(moment timestamptz) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  digits CONSTANT text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  left_over bigint := greatest(0, (extract(epoch FROM moment) * 1000000)::bigint);
  key text := '';
BEGIN
  FOR _ IN 1..9 LOOP
    key := substr(digits, (left_over % 62)::int + 1, 1) || key;
    left_over := left_over / 62;
  END LOOP;
  RETURN 'i' || key;
END
$$;
-- Make a person's own space where it is missing.
CREATE FUNCTION make_personal_space(member text) RETURNS uuid
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  space uuid := personal_space_id(member);
BEGIN
  INSERT INTO spaces (id, kind, name, created_by, created_at)
  VALUES (space, 'personal', '', member, now()) ON CONFLICT DO NOTHING;
  INSERT INTO members (member_id, space_id, role, joined_at)
  VALUES (member, space, 'owner', now()) ON CONFLICT DO NOTHING;
  INSERT INTO ledger_heads (space_id, sequence, hash)
  VALUES (space, 0, ''::bytea) ON CONFLICT DO NOTHING;
  RETURN space;
END
$$;
