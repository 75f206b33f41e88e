import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { run } from '../run.ts';
import { workspaceRoot } from '../environment.ts';

const cache = join(workspaceRoot, '.taskora', 'cache', 'pgbouncer');

async function succeed(program: string, args: readonly string[], directory: string) {
  const environment = { LC_ALL: 'C' };
  const { exitCode, stdout, stderr } = await run(program, args, { directory, environment });
  if (exitCode === 0) return stdout;
  const what = `${program} ${args[0]}: ${stderr.trim() || `exit code ${exitCode}`}`;
  throw new UserError('PGBOUNCER_MISSING', what, 'apt-get update, on Debian');
}

/** Downloads what an installation would add, and unpacks it instead: nothing of the machine changes. */
async function unpack(folder: string): Promise<string> {
  const install = ['--simulate', '--no-install-recommends', 'install', 'pgbouncer'];
  const planned = await succeed('apt-get', install, folder);
  const added = [...planned.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
  const wanted = new Set(['pgbouncer', ...added.filter((name) => name.startsWith('lib'))]);
  await succeed('apt-get', ['download', '-qq', ...wanted], folder);
  const root = join(folder, 'root');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
    await succeed('dpkg-deb', ['--extract', join(folder, name), root], folder);
  }
  return root;
}

/** The root of the Debian package of PgBouncer with the libraries that the machine lacks; fetched once. */
export async function pgbouncerRoot(folder = cache): Promise<string> {
  const unpacked = join(folder, 'unpacked');
  if (existsSync(join(unpacked, 'usr/sbin/pgbouncer'))) return unpacked;
  mkdirSync(folder, { recursive: true });
  const partial = mkdtempSync(join(folder, 'partial-'));
  try {
    const root = await unpack(partial);
    // Another run of the tests may be first, and both have the same.
    if (!existsSync(unpacked)) renameSync(root, unpacked);
    return unpacked;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
