import { UserError } from '@taskora/base/errors';
import { checkBackup } from './backup-file.ts';
import { saveNow } from './backup.ts';
import { query, type StartProgram } from './programs.ts';
import { replaceAll, schemas, withoutWriters } from './restore.ts';

/** One line for each table, with a digest of all its rows. */
const digests = `
  select format('%s.%s ', schemaname, tablename) || (xpath('/row/d/text()', query_to_xml(format(
    'select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), $$no rows$$) as d from %I.%I t',
    schemaname, tablename), false, true, '')))[1]::text
  from pg_tables where schemaname in (${schemas.map((name) => `'${name}'`).join(', ')})
    and tablename <> 'rateLimit' order by 1;`;

/**
 * Backs the database up, puts the backup in its place, and compares every row of before and after. Nobody
 * writes from before the backup until the comparison: the restore would remove what was written in between.
 */
export async function checkRoundTrip(start: StartProgram, path: string): Promise<string> {
  const [before, after] = await withoutWriters(start, async () => {
    const held = await query(start, digests);
    await saveNow(start, path);
    await checkBackup(path);
    await replaceAll(start, path);
    return [held, await query(start, digests)];
  });
  if (after === before) return before;
  throw new UserError(
    'BACKUP_DIFFERS',
    `rows differ after the restore.\nbefore:\n${before}\nafter:\n${after}`,
    'restore an earlier backup: npx nx run platform:restore --file=FILE.dump --replace',
  );
}
