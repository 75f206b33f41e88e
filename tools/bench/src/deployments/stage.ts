import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kubeContext } from '@taskora/dev/kubectl';
import { must, programPath } from '@taskora/dev/run';
import { makeClone, useNamespace } from './clone.ts';
import { copySecrets, makeNamespace, removeNamespaces } from './cluster.ts';
import { startEarlier } from './earlier.ts';
import { removeImages } from './images.ts';
import { database, earlierNamespace, ownNamespace, skaffoldNamespace } from './names.ts';
import type { PartName } from './parts.ts';
import { provideCompared } from './programs.ts';
import { deployOnce, nx, type Earlier, type Setting } from './setting.ts';
import { startSkaffold, type Skaffold } from './skaffold/skaffold.ts';

export interface StageRequest {
  readonly folder: string;
  readonly rounds: number;
  readonly only: readonly PartName[];
  /** The commit to compare with. */
  readonly earlier?: string;
  /** A clone to use again, which stays. */
  readonly workspace?: string;
  say(line: string): void;
}

const needsEarlier: readonly PartName[] = ['noop', 'edit-api'];
const needsCluster: readonly PartName[] = ['noop', 'edit', 'edit-api', 'skip', 'container'];
const noSkaffold: Skaffold = {
  run: () => Promise.resolve(),
  dev: () => Promise.reject(new Error('this part has no Skaffold')),
  withConfiguration: () => noSkaffold,
  stop: () => Promise.resolve(),
};

/** Sets up the clone, the two namespaces and Skaffold, and removes all of it however it ends. */
export async function withStage(
  request: StageRequest,
  work: (setting: Setting) => Promise<void>,
): Promise<void> {
  const { folder, rounds, only, say } = request;
  const workspace = request.workspace ?? join(folder, 'clone');
  const setting = { folder, rounds, workspace, say };
  if (!only.some((name) => needsCluster.includes(name))) {
    return work({ ...setting, skaffold: noSkaffold, earlier: undefined });
  }
  const programs = await provideCompared();
  let skaffold = noSkaffold;
  let earlier: Earlier | undefined;
  try {
    if (!existsSync(workspace)) {
      await makeClone(workspace);
      useNamespace(workspace, ownNamespace);
    }
    say('builds and deploys the clone');
    // Beside the product a second copy is refused, but in a namespace that is there.
    await makeNamespace(ownNamespace);
    await deployOnce(workspace);
    await makeNamespace(skaffoldNamespace);
    await copySecrets(ownNamespace);
    await installDatabase(workspace);
    skaffold = await startSkaffold(programs, workspace, folder);
    if (request.earlier !== undefined && only.some((name) => needsEarlier.includes(name))) {
      earlier = await startEarlier(request.earlier, folder, say);
    }
    await work({ ...setting, skaffold, earlier });
  } finally {
    await skaffold.stop();
    if (earlier !== undefined) await nx(earlier.workspace, ['daemon', '--stop']);
    await removeNamespaces([earlierNamespace]);
    if (request.workspace === undefined) await removeAll(workspace);
  }
}

/** Skaffold's services find a database as ours do. */
async function installDatabase(workspace: string): Promise<void> {
  const values = join('dist/manifests', database, 'values.yaml');
  const release = [database, `dist/charts/${database}`, '--values', values];
  const target = ['--namespace', skaffoldNamespace, '--kube-context', kubeContext];
  await must(programPath('helm'), ['upgrade', '--install', '--wait', ...release, ...target], {
    code: 'BENCH_DATABASE_FAILED',
    fix: 'npx nx run dev:status',
    directory: workspace,
  });
}

async function removeAll(workspace: string): Promise<void> {
  await nx(workspace, ['daemon', '--stop']);
  await removeNamespaces([ownNamespace, skaffoldNamespace]);
  await removeImages();
}
