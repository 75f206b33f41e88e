import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { workspaceRoot } from '../environment.ts';
import { writeGenerated } from '../generated-files.ts';
import { monitoringFiles } from '../monitoring/files.ts';

/**
 * Writes the rules and the dashboard of the charts and the tables of docs/monitoring.md from their one
 * source; with --check it writes nothing, and fails where one of them is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  return writeGenerated({
    name: 'monitoring',
    root: workspaceRoot,
    files: await monitoringFiles(workspaceRoot),
    isCheck: values.check,
    stale: (names) =>
      new UserError(
        'MONITORING_STALE',
        `${names}: not what infra/monitoring/monitoring.yaml says`,
        'npx nx run dev:monitoring',
      ),
  });
}

await runMain(main);
