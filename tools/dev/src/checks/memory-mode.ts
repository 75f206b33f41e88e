import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { applyObjects, kubectl } from '../cluster/kubectl.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { waitUntil } from '../wait.ts';
import { clearNamespace, deployBeside, frontEnds, removeNamespace } from './beside.ts';

const namespace = 'taskora-memory';
/** Not those of the separate releases, which run beside it. */
const nodePorts = { frontend: 30084, chatbot: 30085 };
const again = 'npx nx run dev:check-memory-mode';
const failure = {
  code: 'MEMORY_MODE_FAILED',
  fix: `kubectl -n ${namespace} get events; ${again}`,
};

const deploy = (...more: readonly string[]): Promise<void> =>
  deployBeside({ namespace, nodePorts, failure }, '--set=global.database.mode=memory', ...more);

/** Whether somebody gets an account, for which the database needs all tables of `auth`. */
async function signUp(web: string): Promise<boolean> {
  const account = { name: 'Memory', email: `${randomUUID()}@taskora.example` };
  const answer = await fetch(`${web}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web },
    body: JSON.stringify({ ...account, password: randomUUID() }),
  });
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  await answer.arrayBuffer();
  if (!answer.ok) return false;
  // And all of `app` for a task.
  const added = await fetch(`${web}/api/v1/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web, cookie: cookie.join('; ') },
    body: JSON.stringify({ title: 'kept in memory' }),
  });
  return added.ok;
}

/** Prints where the data lie, by a shell alone: the image has no other programs. */
const mounts =
  'while read -r what place kind more; do echo "$place $kind $more"; done < /proc/mounts';

const identity = () =>
  kubectl(['-n', namespace, 'get', 'pod', 'postgres-0', '-o', 'jsonpath={.metadata.uid}']);

/** A database in memory, and an upgrade that makes another one of it (A2). */
export async function checkMemoryMode(): Promise<number> {
  await clearNamespace(namespace);
  try {
    await applyObjects([namespaceObject(namespace)]);
    await deploy();
    const web = await frontEnds(nodePorts);
    assert.ok(await waitUntil(() => signUp(web), { timeoutSeconds: 60 }), 'nobody can sign up');
    const shown = await kubectl(['-n', namespace, 'exec', 'postgres-0', '--', 'sh', '-c', mounts]);
    assert.match(shown, /^\/var\/lib\/postgresql tmpfs .*size=196608k/m);
    console.log('the data are in memory, 192 MiB of it');

    const before = await identity();
    await deploy('--set=platform.database.resources.limits.memory=600Mi');
    assert.notEqual(await identity(), before, 'the upgrade was to replace the database');
    await frontEnds(nodePorts);
    assert.ok(await waitUntil(() => signUp(web), { timeoutSeconds: 60 }), 'the schema is gone');
    console.log('an upgrade that replaced the database has left an empty one with all its tables');
    return 0;
  } finally {
    await removeNamespace(namespace);
  }
}
