import { strict as assert } from 'node:assert';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { connect } from '../src/cluster/connect.ts';
import prune from '../src/executors/prune/executor.ts';
import type { ImageDescription } from '../src/image/image-description.ts';
import type { Loader } from '../src/image/loader.ts';
import { ensureLoaded, selectLoader } from '../src/image/loaders.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import { executorContext, writeFiles } from '../src/testing/workspace.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { clearNamespace, leaveNamespace } from './namespaces.ts';

/** Of this test alone: no image of anybody else begins with it. */
const prefix = 'nxhelm-images';
const namespace = 'nxhelm-images';
const contexts = 'minikube';

/** Old tags leave the node (N7), and what a release or its rollback needs stays. */
export async function prunesTheNode(given: EndToEndContext): Promise<void> {
  const root = join(given.temporaryFolder, 'workspace');
  const programsDirectory = join(given.workspaceRoot, '.taskora/bin');
  const { kubectl, context } = connect(root, { namespace, programsDirectory, contexts }, 'app');
  const loader = selectLoader(root, programsDirectory, context);
  const helm = (...args: readonly string[]) =>
    succeed(join(programsDirectory, 'helm'), [
      ...args,
      '--namespace',
      namespace,
      '--kube-context',
      context,
    ]);
  const runPrune = (dryRun: boolean) =>
    prune({ programsDirectory, contexts, dryRun }, executorContext(root, 'app', { app: project }));
  try {
    await clearNamespace(kubectl, namespace);
    await kubectl.read(['create', 'namespace', namespace]);
    await writeChart(root);
    const release = async (content: string) => {
      const { tag } = await onNode(root, loader, content);
      const chart = join(root, 'chart');
      await helm('upgrade', '--install', 'app', chart, '--set', `tag=${tag}`, '--history-max', '2');
      return tag;
    };
    const forgotten = await release('1');
    const target = await release('2');
    const current = await release('3');
    const unused = (await onNode(root, loader, 'never deployed')).tag;
    const pod = (await onNode(root, loader, 'of a pod')).tag;
    await kubectl.read(['create', '--filename', '-'], { input: podOf(pod) });
    const last = (await onNode(root, loader, 'built last')).tag;
    const before = await othersOn(loader);

    assert.deepEqual(await runPrune(true), { success: true });
    const all = [forgotten, target, current, unused, pod, last].sort();
    assert.deepEqual(await tagsOn(loader), all);
    shown('prune: a dry run removes nothing');

    const used = (await loader.usedBytes()) ?? 0;
    assert.deepEqual(await runPrune(false), { success: true });
    assert.deepEqual(await tagsOn(loader), [target, current, pod, last].sort());
    assert.ok(((await loader.usedBytes()) ?? 0) < used);
    shown('prune: what no revision that Helm keeps, no pod and no last build uses is gone');
    assert.deepEqual(await othersOn(loader), before);
    shown('prune: no image of anybody else is touched');

    await helm('rollback', 'app');
    shown('prune: the release can still be rolled back');
  } finally {
    await loader.remove(await namesOn(loader));
    await leaveNamespace(kubectl, namespace);
  }
}

const project = {
  root: 'app',
  targets: {
    container: { executor: '@taskora/nx-helm:container', options: { imagePrefix: prefix } },
  },
};

async function onNode(root: string, loader: Loader, content: string): Promise<ImageDescription> {
  // Large enough that the space it takes can be told from what else happens on the node.
  const files = [{ name: 'app.txt', content: content.padEnd(2_000_000, content) }];
  const image = await exportTestImage(root, 'app', { layers: [files] }, [], prefix);
  assert.equal(await ensureLoaded(loader, root, image), 'loaded');
  return image;
}

async function writeChart(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  writeFiles(root, { 'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n' });
  // No pod runs it: an image of one text file has nothing to run.
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'app' } },
      template: {
        metadata: { labels: { app: 'app' } },
        spec: { containers: [{ name: 'app', image: `${prefix}/app:{{ .Values.tag }}` }] },
      },
    },
  };
  await mkdir(join(root, 'chart/templates'));
  await writeFile(join(root, 'chart/templates/app.yaml'), JSON.stringify(deployment));
}

function podOf(tag: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'waiting' },
    spec: {
      nodeSelector: { 'nx-helm/no-such-node': 'true' },
      containers: [{ name: 'app', image: `docker.io/${prefix}/app:${tag}` }],
    },
  });
}

const isOurs = (reference: string): boolean => reference.startsWith(`docker.io/${prefix}/`);

async function namesOn(loader: Loader): Promise<string[]> {
  return [...(await loader.references())].filter(isOurs);
}

async function tagsOn(loader: Loader): Promise<string[]> {
  return (await namesOn(loader)).map((name) => name.slice(name.lastIndexOf(':') + 1)).sort();
}

async function othersOn(loader: Loader): Promise<string[]> {
  const named = (await loader.list()).map(({ reference }) => reference);
  // Other runs on this machine deploy meanwhile; what a cluster itself needs stands for all.
  return named.filter((name) => name.startsWith('registry.k8s.io/')).sort();
}

async function succeed(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await run(program, args);
  assert.equal(exitCode, 0, stderr);
}

await runByItself(import.meta.url, prunesTheNode);
