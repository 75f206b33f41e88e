import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { aiopsFiles } from '../aiops/files.ts';
import { workspaceRoot } from '../environment.ts';

/**
 * Writes what programs with a model read from the one source of prompts; with --check it writes nothing,
 * and fails where a file is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = [...(await aiopsFiles(workspaceRoot))].filter(([file, text]) => {
    const path = join(workspaceRoot, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  const names = stale.map(([file]) => file).join(', ');
  if (values.check && stale.length > 0) {
    throw new UserError(
      'AIOPS_STALE',
      `${names}: not what infra/aiops says`,
      'npx nx run dev:aiops',
    );
  }
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(workspaceRoot, file)), { recursive: true });
    writeFileSync(join(workspaceRoot, file), text);
  }
  console.log(stale.length === 0 ? 'aiops: nothing to write' : `aiops: wrote ${names}`);
  return 0;
}

await runMain(main);
