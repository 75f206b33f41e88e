import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import { readYaml } from '../base/read-yaml.ts';
import type { RemoteChart, RemoteDependency } from './remote-chart.ts';
import { archiveName, isRemote } from './remote-chart.ts';

/** Helm's lock: the exact version of each dependency. */
export const lockFile = 'Chart.lock';

/** The digest of each locked archive, as `sha256sum` prints and checks it. */
export const digestsFile = 'charts.sha256';

/** An archive that is the same wherever and whenever it is got. */
export interface LockedChart extends RemoteChart {
  /** sha256 in hexadecimal digits. */
  readonly digest: string;
}

export interface LockedFolder {
  readonly root: string;
  /** Relative to the workspace. */
  readonly folder: string;
  readonly project: string;
}

/** The locked archives of a chart's remote dependencies; nothing where the chart has no lock at all. */
export function lockedDependencies(
  place: LockedFolder,
  dependencies: readonly RemoteDependency[],
): LockedChart[] | undefined {
  const digests = readDigests(place);
  if (digests === undefined) return undefined;
  const locked = readLock(place) ?? [];
  return dependencies.map((dependency) => {
    const chart = locked.find((each) => fits(each, dependency));
    if (chart !== undefined) return withDigest(place, chart, digests);
    const { name, range, repository } = dependency;
    throw stale(
      place,
      lockFile,
      `has no ${name} ${range} of ${repository}, which Chart.yaml asks for`,
    );
  });
}

/** What Helm's lock says of these dependencies, if it still says something of each. */
export function lockedVersions(
  place: LockedFolder,
  dependencies: readonly RemoteDependency[],
): RemoteChart[] | undefined {
  const locked = readLock(place) ?? [];
  const found = dependencies.flatMap(
    (dependency) => locked.find((each) => fits(each, dependency)) ?? [],
  );
  return found.length === dependencies.length ? found : undefined;
}

/** The same for the chart that a project.json names. */
export function lockedChart(place: LockedFolder, chart: RemoteChart): LockedChart {
  const digests = readDigests(place);
  if (digests !== undefined) return withDigest(place, chart, digests);
  const { project, folder } = place;
  throw new UserError(
    'NXHELM_CHART_UNLOCKED',
    `${folder}/${digestsFile} does not exist, so nothing says which bytes ${archiveName(chart)} has`,
    `npx nx run ${project}:helm-lock, and commit ${folder}/${digestsFile}`,
    { project },
  );
}

function withDigest(
  place: LockedFolder,
  chart: RemoteChart,
  digests: ReadonlyMap<string, string>,
): LockedChart {
  const digest = digests.get(archiveName(chart));
  if (digest === undefined)
    throw stale(place, digestsFile, `has no digest of ${archiveName(chart)}`);
  return { ...chart, digest };
}

/** A lock is of the same repository and in the range, or somebody has changed Chart.yaml since. */
function fits(chart: RemoteChart, { name, range, repository }: RemoteDependency): boolean {
  const isSame = chart.name === name && chart.repository === repository;
  return isSame && satisfies(chart.version, range, { includePrerelease: true });
}

/** What Helm has locked, local charts left out. */
export function readLock(place: LockedFolder): RemoteChart[] | undefined {
  const file = join(place.root, place.folder, lockFile);
  if (!existsSync(file)) return undefined;
  const [document] = readYaml(readFileSync(file, 'utf8'), { duplicates: 'refused' });
  const { dependencies } = isPlainObject(document?.value) ? document.value : {};
  const entries = Array.isArray(dependencies) ? dependencies.filter(isPlainObject) : [];
  return entries.flatMap(({ name, version, repository }) =>
    isRemote(repository) ? [{ name: String(name), version: String(version), repository }] : [],
  );
}

const digestLine = /^([0-9a-f]{64}) [ *](\S+\.tgz)$/;

function readDigests(place: LockedFolder): ReadonlyMap<string, string> | undefined {
  const file = join(place.root, place.folder, digestsFile);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const digests = new Map<string, string>();
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const [, digest = '', name = ''] = digestLine.exec(line) ?? [];
    if (name === '')
      throw stale(place, digestsFile, `has the line ${JSON.stringify(line)}, which is no digest`);
    digests.set(name, digest);
  }
  return digests;
}

/** In the order of their names, so that a lock differs only where an archive does. */
export function digestsText(charts: readonly LockedChart[]): string {
  const lines = charts.map((chart) => `${chart.digest}  ${archiveName(chart)}\n`);
  const ordered = new Map(charts.map((chart, index) => [archiveName(chart), lines[index] ?? '']));
  return [...ordered]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, line]) => line)
    .join('');
}

function stale({ folder, project }: LockedFolder, file: string, what: string): UserError {
  return new UserError(
    'NXHELM_CHART_LOCK_STALE',
    `the lock ${folder}/${file} ${what}`,
    `npx nx run ${project}:helm-lock, and commit what it writes`,
    { project },
  );
}
