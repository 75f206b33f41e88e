import { parseArgs } from 'node:util';
import { namespace } from '../cluster/kubectl.ts';
import { runMain } from '@taskora/base/run-main';
import { formatStatus } from '../status/format.ts';
import { readCluster } from '../status/read.ts';
import { makeStatus } from '../status/status.ts';

/** `npx nx run dev:status [--json]` */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const status = makeStatus(await readCluster(), namespace);
  console.log(values.json === true ? JSON.stringify(status, undefined, 2) : formatStatus(status));
  return 0;
}

await runMain(main);
