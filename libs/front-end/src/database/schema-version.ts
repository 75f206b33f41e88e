import { codeOf } from '../base/log.ts';

const table = 'auth.schema_version';

/** Raised by one whenever the tables change; readiness accepts this version and every later one. */
export const schemaVersion = 3;

export type SchemaState = 'ok' | 'outdated' | 'unavailable';

export const createVersionTable = `
  create table if not exists ${table} (
    only_row boolean primary key default true check (only_row),
    version integer not null,
    migrated_at timestamptz not null default now()
  )`;

/** An older image that migrates after a newer one must not take the newer version back. */
export const recordVersion = `
  insert into ${table} as known (version) values ($1)
  on conflict (only_row) do update
    set version = excluded.version, migrated_at = now() where known.version < excluded.version`;

const undefinedTable = '42P01';

/** Gives the rows of a statement, over a pool or over one connection. */
export type Query = (text: string) => Promise<readonly { version: number }[]>;

export async function readVersion(query: Query): Promise<number> {
  try {
    const [row] = await query(`select version from ${table}`);
    return row?.version ?? 0;
  } catch (error) {
    if (codeOf(error) === undefinedTable) return 0;
    throw error;
  }
}

/** Undefined stands for a database that did not answer. */
export function stateOfVersion(version: number | undefined): SchemaState {
  if (version === undefined) return 'unavailable';
  return version >= schemaVersion ? 'ok' : 'outdated';
}
