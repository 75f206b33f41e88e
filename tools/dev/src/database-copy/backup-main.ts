import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../environment.ts';
import { runMain } from '../run-main.ts';
import { keepBackup } from './backup-file.ts';
import { startInCluster } from './programs.ts';
import { schemas } from './restore.ts';

function defaultPath(now: Date): string {
  const name = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return join(workspaceRoot, '.taskora', 'backups', `taskora-${name}.dump`);
}

/** `backup-main.ts [--file=FILE]`: accounts, tasks and conversations as they are at this moment. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { file: { type: 'string' } } });
  const path = resolve(values.file ?? defaultPath(new Date()));
  const wanted = schemas.map((name) => `--schema=${name}`);
  const dump = startInCluster('pg_dump', ['--dbname=taskora', '--format=custom', ...wanted]);
  dump.stdin.end();
  const kept = await keepBackup(dump, path);
  console.log(`backup: ${kept.path} (${kept.bytes} bytes, sha256 ${kept.sha256})`);
  console.log(`restore it with: npx nx run infra:restore --file=${kept.path}`);
  return 0;
}

await runMain(main);
