import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createKubectl } from '../src/cluster/connect.ts';
import { shown } from './context.ts';
import { MigratingRelease } from './migrations/migrating-release.ts';
import type { ReadAndUndoContext } from './read-and-undo.e2e.ts';
import { imageWithNode } from './image-with-node.ts';
import { clearNamespace, leaveNamespace } from './namespaces.ts';

const leftOut = 'without its hooks, which have migrated this database already';

/** Hooks that are left out, and rollbacks that know the database, with the real Helm on the cluster (N1, K6). */
export async function migratesOnce(given: ReadAndUndoContext): Promise<void> {
  const { namespace, context, workspaceRoot } = given;
  const programsDirectory = resolve(workspaceRoot, given.programsDirectory);
  const place = { programsDirectory, namespace, context };
  const root = await mkdtemp(join(tmpdir(), 'nx-helm-migrations-'));
  const kubectl = createKubectl({ ...place, workspaceRoot: root, project: 'e2e' });
  try {
    await clearNamespace(kubectl, namespace);
    const demo = new MigratingRelease(root, place, await imageWithNode(kubectl.read));
    await demo.startDatabase();
    await leavesOut(demo);
    await triesOnceMore(demo);
    await knowsTheDatabase(demo);
  } finally {
    await leaveNamespace(kubectl, namespace);
    await rm(root, { recursive: true, force: true });
  }
}

async function leavesOut(demo: MigratingRelease): Promise<void> {
  const one = { schema: 1, oldest: 1 };
  await demo.deploys({ text: 'one', ...one });
  assert.ok(!(await demo.deploys({ text: 'two', ...one })).includes(leftOut));
  assert.equal((await demo.asks('/')).runs, 1);
  assert.ok((await demo.deploys({ text: 'three', ...one })).includes(leftOut));
  assert.equal((await demo.asks('/')).runs, 1);
  shown('hooks run once for a database, and are then left out');
}

async function triesOnceMore(demo: MigratingRelease): Promise<void> {
  await demo.asks('/restore?to=0');
  // Twice as long is waited for pods that cannot get ready: those of the change, then those of before.
  const text = await demo.deploys({ text: 'four', schema: 1, oldest: 1 }, 20);
  assert.match(text, /its pods do not get ready without the hooks: once more, with them/);
  assert.deepEqual(await demo.asks('/'), { schema: 1, runs: 2 });
  assert.ok((await demo.deploys({ text: 'five', schema: 1, oldest: 1 })).includes(leftOut));
  shown('a database that was restored in its place is migrated by a second attempt');
}

async function knowsTheDatabase(demo: MigratingRelease): Promise<void> {
  assert.ok(!(await demo.deploys({ text: 'six', schema: 2, oldest: 2 })).includes(leftOut));
  assert.equal((await demo.asks('/')).schema, 2);
  const before = await demo.revisions();
  const refused = await demo.run('helm-rollback', { revision: 2 });
  assert.equal(refused.exitCode, 1);
  assert.match(refused.text, /NXHELM_SCHEMA_TOO_NEW: revision 2 is made for version 1 /);
  await demo.write({ text: 'one', schema: 1, oldest: 1 });
  const old = await demo.run('rollout', { timeoutSeconds: 40 });
  assert.match(old.text, /NXHELM_SCHEMA_TOO_NEW: what would be deployed is made for version 1 /);
  assert.equal(await demo.revisions(), before);
  shown('a rollback to programs that cannot run there is refused before Helm is called');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await migratesOnce({
    workspaceRoot: resolve(import.meta.dirname, '../../..'),
    programsDirectory: '.taskora/bin',
    namespace: 'nxhelm-migrations',
    context: 'minikube',
  });
}
