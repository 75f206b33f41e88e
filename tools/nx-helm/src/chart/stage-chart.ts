import { existsSync, lstatSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { ChartArchives } from './chart-archives.ts';
import type { ChartFacts } from './chart-file.ts';
import { allLibraryFolders, parseChartText, readChart } from './chart-file.ts';
import type { LockedChart } from './chart-lock.ts';
import { digestsFile, lockedChart, lockedDependencies, lockFile } from './chart-lock.ts';
import type { RemoteChart } from './remote-chart.ts';
import { archiveName } from './remote-chart.ts';
import { unpackChart } from './unpack-chart.ts';

/** What `helm dependency build` and a lock leave beside a chart; rendering needs none of it. */
const besideCharts = new Set([lockFile, digestsFile, 'tmpcharts']);

/** What is staged: a chart of the workspace, or one of a repository that a project names. */
export interface ChartSource {
  /** The chart's folder, or that of the project, relative to the workspace. */
  readonly chart: string;
  readonly remote?: RemoteChart;
}

/** For whom a chart is staged, and where what is not in the workspace comes from. */
export interface Staging {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly archives: ChartArchives;
}

/**
 * Copies a chart with the charts it depends on into a folder of its own, as Helm wants them: local ones
 * from their folders, locked ones from their archives, besides those that are vendored in its folder
 * `charts`. The source tree is never written, so two tasks can stage one library at the same time.
 */
export async function stageChart(
  staging: Staging,
  { chart, remote }: ChartSource,
  target: string,
): Promise<void> {
  if (remote === undefined) return stageLocal(staging, chart, target);
  const { workspaceRoot: root, project, archives } = staging;
  const archive = await archives.pathOf(lockedChart({ root, folder: chart, project }, remote));
  await rm(target, { recursive: true, force: true });
  await unpackChart(archive, target, project);
}

async function stageLocal(staging: Staging, chart: string, target: string): Promise<void> {
  const { workspaceRoot, archives } = staging;
  const facts = readChart(workspaceRoot, `${chart}/Chart.yaml`);
  // Before anything is written: charts that need each other would be copied without end.
  allLibraryFolders(workspaceRoot, facts);
  const locals = facts.localDependencies.map((folder) => ({
    folder,
    name: readChart(workspaceRoot, `${folder}/Chart.yaml`).name,
  }));
  const source = join(workspaceRoot, chart);
  const vendored = await vendoredIn(source);
  refuseMissing(staging, facts, new Set(vendored.keys()));
  const locked = lockOf(staging, facts, new Set(vendored.keys()));
  const named = new Set([...locals, ...locked].map(({ name }) => name));
  const replaced = new Set([
    ...[...vendored].filter(([name]) => named.has(name)).flatMap(([, paths]) => paths),
    ...(named.size === 0 ? [] : [...besideCharts].map((name) => join(source, name))),
  ]);
  // All are there before anything is written.
  const paths = await Promise.all(locked.map((each) => archives.pathOf(each)));
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(source, target, {
    recursive: true,
    // A link would lead to a place of this machine, and the output is kept for others too.
    dereference: true,
    filter: (path) => !replaced.has(path) && isReadable(workspaceRoot, path),
  });
  for (const { folder, name } of locals) {
    await stageLocal(staging, folder, join(target, 'charts', name));
  }
  if (locked.length > 0) await mkdir(join(target, 'charts'), { recursive: true });
  for (const [index, each] of locked.entries()) {
    await copyFile(paths[index] ?? '', join(target, 'charts', archiveName(each)));
  }
}

/** What somebody put into the folder `charts`, folders and archives, by the names of the charts. */
async function vendoredIn(source: string): Promise<Map<string, string[]>> {
  const folder = join(source, 'charts');
  const entries = existsSync(folder) ? await readdir(folder) : [];
  const found = new Map<string, string[]>();
  for (const entry of entries) {
    const path = join(folder, entry);
    const name = await chartNameOf(path);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

/** A lock wins over what is vendored; without one, all of it has to be. */
function lockOf(
  { workspaceRoot, project }: Staging,
  { directory, remoteDependencies }: ChartFacts,
  vendored: ReadonlySet<string>,
): readonly LockedChart[] {
  if (remoteDependencies.length === 0) return [];
  const place = { root: workspaceRoot, folder: directory, project };
  const locked = lockedDependencies(place, remoteDependencies);
  if (locked !== undefined) return locked;
  const absent = remoteDependencies.filter(({ name }) => !vendored.has(name));
  if (absent.length === 0) return [];
  const names = absent.map(({ name, repository }) => `${name} of ${repository}`).join(', ');
  throw new UserError(
    'NXHELM_DEPENDENCY_MISSING',
    `${directory}/Chart.yaml depends on ${names}, which ${directory}/charts does not have and no ${digestsFile} locks`,
    `npx nx run ${project}:helm-lock, and commit what it writes`,
    { project },
  );
}

/** Helm would ask no repository at all, and say the same as of one that has an address. */
function refuseMissing(
  { project }: Staging,
  { directory, vendoredDependencies }: ChartFacts,
  vendored: ReadonlySet<string>,
): void {
  const absent = vendoredDependencies.filter((name) => !vendored.has(name));
  if (absent.length === 0) return;
  throw new UserError(
    'NXHELM_DEPENDENCY_MISSING',
    `${directory}/Chart.yaml depends on ${absent.join(', ')} without a repository, so it is looked for in ${directory}/charts alone, which does not have it`,
    `add its repository (https://, oci:// or file://) to ${directory}/Chart.yaml, then npx nx run ${project}:helm-lock; or put the chart into ${directory}/charts`,
    { project },
  );
}

/** `redis-1.2.3.tgz` is named after the chart in it. */
const archive = /^(.+?)-v?\d+\.\d+\.\d+(?:[-+].*)?\.tgz$/;

/** The name of a vendored chart, which is a folder or an archive. */
async function chartNameOf(path: string): Promise<string | undefined> {
  const packed = archive.exec(basename(path))?.[1];
  if (packed !== undefined) return packed;
  const file = join(path, 'Chart.yaml');
  if (!existsSync(file)) return undefined;
  const { name } = parseChartText(await readFile(file, 'utf8'));
  return typeof name === 'string' ? name : undefined;
}

/** Editors leave links that lead nowhere to say that a file is open; any other is a mistake. */
function isReadable(workspaceRoot: string, path: string): boolean {
  if (existsSync(path) || !lstatSync(path).isSymbolicLink()) return true;
  if (basename(path).startsWith('.#')) return false;
  const link = relative(workspaceRoot, path);
  throw new UserError(
    'NXHELM_LINK_UNUSABLE',
    `the symbolic link ${link} leads to nothing`,
    `remove ${link}, or make the file that it leads to`,
  );
}
