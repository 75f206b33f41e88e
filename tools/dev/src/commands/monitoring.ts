import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { workspaceRoot } from '../environment.ts';
import { monitoringFiles } from '../monitoring/files.ts';

/**
 * Writes the rules and the dashboard of the charts and the tables of docs/monitoring.md from their one
 * source; with --check it writes nothing, and fails where one of them is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = [...(await monitoringFiles(workspaceRoot))].filter(([file, text]) => {
    const path = join(workspaceRoot, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  const names = stale.map(([file]) => file).join(', ');
  if (values.check && stale.length > 0) {
    throw new UserError(
      'MONITORING_STALE',
      `${names}: not what infra/monitoring/monitoring.yaml says`,
      'npx nx run dev:monitoring',
    );
  }
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(workspaceRoot, file)), { recursive: true });
    writeFileSync(join(workspaceRoot, file), text);
  }
  console.log(stale.length === 0 ? 'monitoring: nothing to write' : `monitoring: wrote ${names}`);
  return 0;
}

await runMain(main);
