import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { faultsOf } from '../deployment/faults.ts';
import { formatFaults } from '../deployment/format.ts';
import { readDeployed } from '../deployment/objects.ts';
import { deployedEnvironment, productReleases } from '../deployment/releases.ts';

/** `npx nx run infra:check-deployment [--json]`: exits with 1 where something is not as it should be. */
await runMain(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const deployed = await readDeployed();
  const faults = faultsOf(deployed, productReleases(deployedEnvironment(deployed.releases)));
  const { releases, objects, pods } = deployed;
  const checked = releases.length + objects.length + pods.length;
  console.log(
    values.json === true ? JSON.stringify({ faults }, undefined, 2) : formatFaults(faults, checked),
  );
  return faults.length === 0 ? 0 : 1;
});
