import type { JwtOptions } from 'better-auth/plugins';
import { authSchema, type Database } from '../database/database.ts';

type CreateKey = NonNullable<NonNullable<JwtOptions['adapter']>['createJwk']>;
type Key = Awaited<ReturnType<CreateKey>>;

/** Any number that nothing else in the database takes as an advisory lock. */
const lockKey = 7_461_012;
const table = `${authSchema}.jwks`;
const find = `select * from ${table} where "expiresAt" is null or "expiresAt" > now()
  order by "createdAt" desc limit 1`;
const add = `insert into ${table} (id, "publicKey", "privateKey", "createdAt", "expiresAt", alg, crv)
  values (gen_random_uuid()::text, $1, $2, now(), $3, $4, $5) returning *`;

/**
 * Keeps the signing key that Better Auth has made, unless another request or another pod has been faster:
 * then that one's is the key. A key for each would be published and verified with for a month.
 */
export function oneSigningKey(database: Pick<Database, 'connect'>): CreateKey {
  let making: Promise<Key> | undefined;
  return (made) => (making ??= keep(database, made).finally(() => (making = undefined)));
}

async function keep(
  database: Pick<Database, 'connect'>,
  made: Parameters<CreateKey>[0],
): Promise<Key> {
  const connection = await database.connect();
  try {
    await connection.query('begin', []);
    await connection.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const { rows: known } = await connection.query(find, []);
    const values = [made.publicKey, made.privateKey, made.expiresAt, made.alg, made.crv];
    const { rows } = known.length > 0 ? { rows: known } : await connection.query(add, values);
    await connection.query('commit', []);
    return rows[0] as Key;
  } catch (error) {
    await connection.query('rollback', []).catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}
