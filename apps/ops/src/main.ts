import { parseArgs } from 'node:util';
import { readCluster } from './cluster/read.ts';
import { readConfig } from './config.ts';
import { OperationError } from './errors.ts';
import { makeStatus } from './report/status.ts';
import { formatStatus } from './report/table.ts';

const usage = 'npx nx run infra:status [--json]';

function readCommand(): { json: boolean } {
  const options = { json: { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.join(' ') === 'status') return { json: values.json ?? false };
  } catch {
    // An unknown option is answered like an unknown command: with the usage.
  }
  throw new OperationError(
    'OPS_USAGE',
    `unknown command ${process.argv.slice(2).join(' ')}`,
    usage,
  );
}

try {
  const { json } = readCommand();
  const config = readConfig();
  const status = makeStatus(await readCluster(config), config.namespace);
  console.log(json ? JSON.stringify(status, undefined, 2) : formatStatus(status));
} catch (error) {
  if (!(error instanceof OperationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
