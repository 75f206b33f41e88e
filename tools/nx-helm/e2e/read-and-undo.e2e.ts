import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createKubectl } from '../src/cluster/connect.ts';
import type { Place } from './chart-release.ts';
import { DemoRelease } from './demo-release.ts';
import { imageWithNode } from './image-with-node.ts';
import { clearNamespace, leaveNamespace } from './namespaces.ts';
import { checkReading } from './read-and-undo/reading.ts';
import { checkRollback } from './read-and-undo/rollback.ts';
import { checkWatching } from './read-and-undo/watching.ts';

export interface ReadAndUndoContext extends Place {
  readonly workspaceRoot: string;
}

/** Reading and undoing on the cluster (K6): diff, dry run, rollback, logs and port-forward. */
export async function readsAndUndoes(given: ReadAndUndoContext): Promise<void> {
  const { namespace, context, workspaceRoot } = given;
  const programsDirectory = resolve(workspaceRoot, given.programsDirectory);
  const place = { programsDirectory, namespace, context };
  const root = await mkdtemp(join(tmpdir(), 'nx-helm-operate-'));
  const kubectl = createKubectl({ ...place, workspaceRoot: root, project: 'e2e' });
  try {
    await clearNamespace(kubectl, namespace);
    const image = await imageWithNode(kubectl.read);
    const demo = new DemoRelease(root, 'demo', place, image);
    const neighbour = new DemoRelease(root, 'neighbour', place, image);
    await checkReading(demo);
    await neighbour.deploys({ text: 'next door' });
    await checkRollback(demo, neighbour);
    await checkWatching(demo);
  } finally {
    await leaveNamespace(kubectl, namespace);
    await rm(root, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await readsAndUndoes({
    workspaceRoot: resolve(import.meta.dirname, '../../..'),
    programsDirectory: '.taskora/bin',
    namespace: 'nxhelm-operate',
    context: 'minikube',
  });
}
