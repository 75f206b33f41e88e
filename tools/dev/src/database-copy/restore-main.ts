import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '@taskora/minikube/errors';
import { runMain } from '../run-main.ts';
import { startInCluster } from './programs.ts';
import { restoreBackup } from './restore.ts';

/** `restore-main.ts --file=FILE [--replace]`: into an empty database, or in the place of what is there. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { file: { type: 'string' }, replace: { type: 'boolean', default: false } },
  });
  if (values.file === undefined) {
    throw new Problem('USAGE', 'no file was given', 'npx nx run infra:restore --file=FILE.dump');
  }
  const path = resolve(values.file);
  await restoreBackup(startInCluster, { path, replace: values.replace });
  console.log(`restored: ${path}`);
  console.log(
    'An older backup has older tables; then: npx nx run-many -t helm-deploy -p api,web --force',
  );
  return 0;
}

await runMain(main);
