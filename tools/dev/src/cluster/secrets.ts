import { kubectlIn } from './kubectl.ts';
import { missingSecrets, namespaceObject, secretNames } from './secret-objects.ts';

interface SecretsPlace {
  readonly context: string;
  readonly namespace: string;
}

/** Makes the namespace and the Secrets that are missing; those that exist are never read or changed. */
export async function makeMissingSecrets({ context, namespace }: SecretsPlace): Promise<number> {
  const { ask, applyObjects, createObject } = kubectlIn(context);
  const args = ['get', 'secrets', '-n', namespace, '-o', 'name', '--ignore-not-found'];
  const names = (await ask(args)).split('\n').map((line) => line.replace('secret/', ''));
  const missing = missingSecrets(new Set(names), namespace);
  if (missing.length === 0) {
    console.log(`namespace ${namespace}: all ${secretNames.length} secrets are there`);
    return 0;
  }
  await applyObjects([namespaceObject(namespace)]);
  for (const secret of missing) {
    // Created, never applied: another checkout may have made it a moment ago, and data lie behind it.
    const made = await createObject(secret);
    console.log(`namespace ${namespace}: ${made ? 'made' : 'found'} ${secret.metadata.name}`);
  }
  return 0;
}
