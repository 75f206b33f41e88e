import { applyObjects, createObject, kubectl, namespace } from './cluster/kubectl.ts';
import { missingSecrets, namespaceObject, secretNames } from './cluster/secret-objects.ts';
import { runMain } from '@taskora/base/run-main';

/** Makes the namespace and the Secrets that are missing; those that exist are never read or changed. */
async function main(): Promise<number> {
  const args = ['get', 'secrets', '-n', namespace, '-o', 'name', '--ignore-not-found'];
  const names = (await kubectl(args)).split('\n').map((line) => line.replace('secret/', ''));
  const missing = missingSecrets(new Set(names));
  if (missing.length === 0) {
    console.log(`namespace ${namespace}: all ${secretNames.length} secrets are there`);
    return 0;
  }
  await applyObjects([namespaceObject()]);
  for (const secret of missing) {
    // Created, never applied: another checkout may have made it a moment ago, and data lie behind it.
    const made = await createObject(secret);
    console.log(`namespace ${namespace}: ${made ? 'made' : 'found'} ${secret.metadata.name}`);
  }
  return 0;
}

await runMain(main);
