import { kubectlIn } from './kubectl.ts';
import { missingSecrets, namespaceObject } from './secret-objects.ts';

interface SecretsPlace {
  readonly context: string;
  readonly namespace: string;
}

/** Names of the Secrets in a namespace; none where it is not there yet. */
export async function secretsIn({ context, namespace }: SecretsPlace): Promise<Set<string>> {
  const args = ['get', 'secrets', '-n', namespace, '-o', 'name', '--ignore-not-found'];
  const names = (await kubectlIn(context).ask(args)).split('\n');
  return new Set(names.map((line) => line.replace('secret/', '')));
}

/**
 * Makes the namespace and the Secrets that are missing; those that exist are never read or changed. Gives how
 * many were missing.
 */
export async function makeMissingSecrets(
  { context, namespace }: SecretsPlace,
  present: ReadonlySet<string>,
): Promise<number> {
  const missing = missingSecrets(present, namespace);
  if (missing.length === 0) return 0;
  const { applyObjects, createObject } = kubectlIn(context);
  await applyObjects([namespaceObject(namespace)]);
  for (const secret of missing) {
    // Created, never applied: another checkout may have made it a moment ago, and data lie behind it.
    const made = await createObject(secret);
    console.log(`namespace ${namespace}: ${made ? 'made' : 'found'} ${secret.metadata.name}`);
  }
  return missing.length;
}
