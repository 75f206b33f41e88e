import { createECDH, randomBytes } from 'node:crypto';
import { namespace as usualNamespace } from './kubectl.ts';

export interface SecretObject {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  type: 'Opaque';
  stringData: Record<string, string>;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

function databaseData(): Record<string, string> {
  const api = hex(18);
  const auth = hex(18);
  const url = (role: string, password: string) =>
    `postgresql://${role}:${password}@postgres:5432/taskora`;
  return {
    'superuser-password': hex(18),
    'api-password': api,
    'auth-password': auth,
    'api-url': url('taskora_api', api),
    'auth-url': url('taskora_auth', auth),
  };
}

/** A private key of VAPID, by which push services know an installation. */
function pushData(): Record<string, string> {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  // Without the zeros that it may begin with.
  const key = Buffer.concat([Buffer.alloc(32), keys.getPrivateKey()]).subarray(-32);
  return { 'private-key': key.toString('base64url') };
}

/** What each Secret holds when it is made. It is made once: a new value would lock out the data behind it. */
const makers: Record<string, () => Record<string, string>> = {
  'taskora-auth': () => ({ secret: hex(32) }),
  'taskora-database': databaseData,
  'taskora-demo': () => ({ email: 'demo@taskora.example', password: hex(9) }),
  'taskora-next': () => ({ 'server-actions-key': randomBytes(32).toString('base64') }),
  'taskora-push': pushData,
};

export const secretNames = Object.keys(makers);

/** The Secrets that are not there yet, with fresh random values. */
export function missingSecrets(
  existing: ReadonlySet<string>,
  namespace = usualNamespace,
): SecretObject[] {
  return Object.entries(makers)
    .filter(([name]) => !existing.has(name))
    .map(([name, make]) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': 'taskora' } },
      type: 'Opaque',
      stringData: make(),
    }));
}

/** The namespace, in which the API server itself refuses pods that are not restricted. */
export function namespaceObject(name = usualNamespace): object {
  const levels = ['enforce', 'audit', 'warn'].map((mode) => [
    `pod-security.kubernetes.io/${mode}`,
    'restricted',
  ]);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(levels) },
  };
}
