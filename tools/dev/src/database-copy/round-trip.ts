import { UserError } from '@taskora/base/errors';
import { saveNow } from './backup.ts';
import { query, type StartProgram } from './programs.ts';
import { restoreBackup, schemas } from './restore.ts';

/** One line for each table, with a digest of all its rows. */
const digests = `
  select format('%s.%s ', schemaname, tablename) || (xpath('/row/d/text()', query_to_xml(format(
    'select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), $$no rows$$) as d from %I.%I t',
    schemaname, tablename), false, true, '')))[1]::text
  from pg_tables where schemaname in (${schemas.map((name) => `'${name}'`).join(', ')})
    and tablename <> 'rateLimit' order by 1;`;

/** Backs the database up, puts the backup in its place, and compares every row of before and after. */
export async function checkRoundTrip(start: StartProgram, path: string): Promise<string> {
  const before = await query(start, digests);
  await saveNow(start, path);
  await restoreBackup(start, { path, replace: true });
  const after = await query(start, digests);
  if (after === before) return before;
  throw new UserError(
    'BACKUP_DIFFERS',
    `rows differ after the restore.\nbefore:\n${before}\nafter:\n${after}`,
    'npx nx run platform:backup-check (nobody may write meanwhile)',
  );
}
