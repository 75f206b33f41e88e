import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { writeWhole } from '@taskora/base/files';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import { lockArchive, pullAndLock } from './chart-archives.ts';
import { allLibraryFolders, readChart } from './chart-file.ts';
import type { LockedChart } from './chart-lock.ts';
import { digestsFile, digestsText, lockedVersions, lockFile, readLock } from './chart-lock.ts';
import type { Helm } from './helm.ts';
import { helmErrorText } from './helm.ts';
import type { RemoteDependency } from './remote-chart.ts';
import { archiveName, isLoopback, isRegistry } from './remote-chart.ts';
import type { ChartSource } from './stage-chart.ts';

interface Locking {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly helm: Helm;
  /** Takes the newest versions in the ranges, also where a locked one still fits. */
  readonly isUpdate: boolean;
}

/** What was locked, by the folder whose lock it is. */
export type Locked = ReadonlyMap<string, readonly LockedChart[]>;

/** Locks what a project's chart takes from repositories, and what its library charts do. */
export async function lockChart(locking: Locking, { chart, remote }: ChartSource): Promise<Locked> {
  const { workspaceRoot, project, helm } = locking;
  const locked = new Map<string, readonly LockedChart[]>();
  if (remote !== undefined) {
    locked.set(chart, [await pullAndLock(helm, remote, project)]);
  } else {
    const libraries = allLibraryFolders(
      workspaceRoot,
      readChart(workspaceRoot, `${chart}/Chart.yaml`),
    );
    for (const folder of [...libraries, chart]) {
      const { remoteDependencies } = readChart(workspaceRoot, `${folder}/Chart.yaml`);
      if (remoteDependencies.length > 0) locked.set(folder, await lockFolder(locking, folder));
    }
  }
  for (const [folder, charts] of locked) {
    writeWhole(join(workspaceRoot, folder, digestsFile), digestsText(charts));
  }
  return locked;
}

/** What a lock has stays as long as it fits, by versions; its archives are asked for in any case. */
async function lockFolder(locking: Locking, folder: string): Promise<LockedChart[]> {
  const { workspaceRoot: root, project, helm, isUpdate } = locking;
  const { remoteDependencies } = readChart(root, `${folder}/Chart.yaml`);
  const kept = isUpdate ? undefined : lockedVersions({ root, folder, project }, remoteDependencies);
  if (kept === undefined) return resolveVersions(locking, folder);
  return Promise.all(kept.map((chart) => pullAndLock(helm, chart, project)));
}

/**
 * Helm itself resolves the versions, in a copy: it would put archives into the source tree. The local
 * charts lie there as in the workspace, because Chart.yaml names them by relative paths.
 */
function resolveVersions(
  { workspaceRoot, project, helm }: Locking,
  folder: string,
): Promise<LockedChart[]> {
  return withTemporaryPlace({ purpose: 'lock' }, async (place) => {
    const facts = readChart(workspaceRoot, `${folder}/Chart.yaml`);
    for (const each of [folder, ...allLibraryFolders(workspaceRoot, facts)]) {
      const options = { recursive: true, dereference: true };
      await cp(join(workspaceRoot, each), join(place, each), options);
    }
    const copy = join(place, folder);
    const flags = isPlainHttp(facts.remoteDependencies, { folder, project })
      ? ['--plain-http']
      : [];
    const result = await helm.run(['dependency', 'update', copy, ...flags]);
    if (result.exitCode !== 0) throw unresolved(project, helmErrorText(result));
    const charts = readLock({ root: place, folder, project }) ?? [];
    const locked = await Promise.all(
      charts.map((each) => lockArchive(each, join(copy, 'charts', archiveName(each)))),
    );
    writeWhole(join(workspaceRoot, folder, lockFile), await readFile(join(copy, lockFile), 'utf8'));
    return locked;
  });
}

/**
 * Whether Helm resolves them without TLS: it decides for all registries of a chart at once, so a registry of
 * this machine and another one cannot be asked in one go without sending to the other what everybody can read.
 */
function isPlainHttp(
  dependencies: readonly RemoteDependency[],
  { folder, project }: { readonly folder: string; readonly project: string },
): boolean {
  const registries = dependencies.map(({ repository }) => repository).filter(isRegistry);
  const elsewhere = registries.find((repository) => !isLoopback(repository));
  const here = registries.find(isLoopback);
  if (here === undefined) return false;
  if (elsewhere === undefined) return true;
  throw new UserError(
    'NXHELM_CHART_PLAIN_HTTP',
    `${folder}/Chart.yaml takes charts from ${here}, which is asked without TLS, and from ${elsewhere}, which must not be; nothing was asked or locked`,
    `take both from one registry, or what ${here} has into a library chart that ${folder} names by file://, then npx nx run ${project}:helm-lock`,
    { project },
  );
}

function unresolved(project: string, text: string): UserError {
  return new UserError(
    'NXHELM_CHART_PULL',
    `Helm cannot get what its Chart.yaml depends on: ${text}; nothing was locked`,
    `correct the dependencies in its Chart.yaml, or log in by helm registry login, then npx nx run ${project}:helm-lock`,
    { project },
  );
}
