import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { aiopsFiles } from '../aiops/files.ts';
import { workspaceRoot } from '../environment.ts';
import { writeGenerated } from '../generated-files.ts';

/**
 * Writes what programs with a model read from the one source of prompts; with --check it writes nothing,
 * and fails where a file is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  return writeGenerated({
    name: 'aiops',
    root: workspaceRoot,
    files: await aiopsFiles(workspaceRoot),
    isCheck: values.check,
    stale: (names) =>
      new UserError('AIOPS_STALE', `${names}: not what infra/aiops says`, 'npx nx run dev:aiops'),
  });
}

await runMain(main);
