import { parseArgs } from 'node:util';
import { namespace } from '../cluster/kubectl.ts';
import { runMain } from '@taskora/base/run-main';
import { formatStatus } from './format.ts';
import { readCluster } from './read.ts';
import { makeStatus } from './status.ts';

/** `npx nx run infra:status [--json]` */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const status = makeStatus(await readCluster(), namespace);
  console.log(values.json === true ? JSON.stringify(status, undefined, 2) : formatStatus(status));
  return 0;
}

await runMain(main);
