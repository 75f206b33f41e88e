import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { cacheFolder } from '../base/settings.ts';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import type { LockedChart } from './chart-lock.ts';
import type { Helm } from './helm.ts';
import { helmErrorText } from './helm.ts';
import type { RemoteChart } from './remote-chart.ts';
import { addressOf, archiveName, isLoopback } from './remote-chart.ts';

/** Where archives are taken from, for one project. */
export interface ChartArchives {
  /** The path of the archive with exactly these bytes, which nobody may write to. */
  pathOf(chart: LockedChart): Promise<string>;
}

/**
 * Archives by their digests in a folder of the user, outside of every workspace: what one task pulled, no
 * other task and no other checkout pulls again, nor is the network asked.
 */
export function chartArchives(helm: Helm, project: string): ChartArchives {
  return {
    pathOf: async (chart) => {
      const kept = join(cacheFolder(), 'charts', `${chart.digest}.tgz`);
      if ((await digestOf(kept)) === chart.digest) return kept;
      await withTemporaryPlace({ purpose: 'pull' }, async (folder) => {
        const pulled = await pullChart(helm, chart, folder, project);
        const digest = await digestOf(pulled);
        if (digest !== chart.digest) throw replaced(chart, digest, project);
        await keep(pulled, kept);
      });
      return kept;
    },
  };
}

/** Pulls a chart, and takes its bytes for those of this version from now on. */
export async function pullAndLock(
  helm: Helm,
  chart: RemoteChart,
  project: string,
): Promise<LockedChart> {
  return withTemporaryPlace({ purpose: 'pull' }, async (folder) => {
    return lockArchive(chart, await pullChart(helm, chart, folder, project));
  });
}

/** Keeps an archive that was just pulled, under what its bytes are. */
export async function lockArchive(chart: RemoteChart, archive: string): Promise<LockedChart> {
  const digest = sha256(await readFile(archive));
  await keep(archive, join(cacheFolder(), 'charts', `${digest}.tgz`));
  return { ...chart, digest };
}

/** Other processes see the whole archive or none. */
async function keep(archive: string, path: string): Promise<void> {
  await mkdir(join(cacheFolder(), 'charts'), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  await copyFile(archive, part);
  await rename(part, path);
}

async function pullChart(
  helm: Helm,
  chart: RemoteChart,
  folder: string,
  project: string,
): Promise<string> {
  const { name, version, repository } = chart;
  const isNamed = /^(?:oci:\/\/|@)/.test(repository);
  const result = await helm.run([
    'pull',
    ...(isNamed ? [addressOf(chart).replace(/^@/, '')] : [name, '--repo', repository]),
    ...(isLoopback(repository) ? ['--plain-http'] : []),
    '--version',
    version,
    '--destination',
    folder,
  ]);
  if (result.exitCode === 0) return join(folder, archiveName(chart));
  throw new UserError(
    'NXHELM_CHART_PULL',
    `${name} ${version} cannot be pulled from ${repository}: ${helmErrorText(result)}`,
    `helm show chart ${isNamed ? addressOf(chart).replace(/^@/, '') : `${name} --repo ${repository}`} --version ${version}`,
    { project },
  );
}

async function digestOf(path: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(path));
  } catch {
    return undefined;
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function replaced(chart: LockedChart, found: string | undefined, project: string): UserError {
  return new UserError(
    'NXHELM_CHART_REPLACED',
    `${archiveName(chart)} of ${chart.repository} has the digest ${found ?? 'of no file'} and is locked with ${chart.digest}: somebody has published other bytes under the same version`,
    `ask who publishes it; to take the new bytes: npx nx run ${project}:helm-lock`,
    { project },
  );
}
