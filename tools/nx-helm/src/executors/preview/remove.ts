import { UserError } from '@taskora/base/errors';
import { createHelm, helmErrorText } from '../../chart/helm.ts';
import { readReleases } from '../../cluster/cluster-state.ts';
import type { Preview } from '../../preview/namespace.ts';
import {
  deleteNamespace,
  findPreview,
  isPast,
  listPreviews,
  waitForDeletion,
} from '../../preview/namespace.ts';
import type { ReleaseLock } from '../../release/lock.ts';
import { runUnderLock } from '../../release/lock.ts';
import type { PreviewBase } from './base.ts';
import type { PreviewPlace } from './locked.ts';
import { kubectlOf, withLock } from './locked.ts';

/** Resolves to whether there was one, and it was meant: what another run has made of it meanwhile counts. */
export async function removePreview(
  base: PreviewBase,
  place: PreviewPlace,
  isMeant: (preview: Preview) => boolean = () => true,
): Promise<boolean> {
  const { kubectl } = base.connection;
  const { pr, namespace } = place;
  const wanted = { pr, namespace, base: base.namespace, cluster: base.cluster };
  const found = await findPreview(kubectl, wanted, base.project);
  if (found === undefined) return false;
  if (found.isEnding) {
    // Nothing can be made there any more, a Lease neither.
    await waitForDeletion(kubectl, namespace);
    return true;
  }
  return withPresent(base, place, async (lock) => {
    const present = await findPreview(kubectl, wanted, base.project);
    if (present === undefined || !isMeant(present.preview)) return false;
    if (present.isEnding) {
      await waitForDeletion(kubectl, namespace);
      return true;
    }
    // What a release has outside of any namespace does not go with its own.
    await uninstallBut(base, place, lock, new Set());
    await deleteNamespace(kubectl, { namespace, uid: present.uid });
    return true;
  });
}

/** False also where another run has removed the preview before its lock could be taken. */
async function withPresent(
  base: PreviewBase,
  place: PreviewPlace,
  work: (lock: ReleaseLock) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await withLock(base, place, work);
  } catch (error) {
    if (error instanceof UserError && error.code === 'NXHELM_RELEASE_NAMESPACE') return false;
    throw error;
  }
}

/** Releases that the preview is not to have any more; its data are nobody's. */
export async function uninstallBut(
  base: PreviewBase,
  place: PreviewPlace,
  lock: ReleaseLock,
  kept: ReadonlySet<string>,
): Promise<void> {
  const { root, options, connection, project } = base;
  const releases = await readReleases(kubectlOf(base, place));
  const helm = createHelm(root, options.programsDirectory, project);
  await connection.assertCluster();
  for (const release of [...releases.keys()].filter((name) => !kept.has(name))) {
    const where = ['--namespace', place.namespace, '--kube-context', connection.context];
    const args = ['uninstall', release, '--ignore-not-found', '--no-hooks', '--wait', ...where];
    const result = await runUnderLock(helm, args, lock);
    if (result.exitCode !== 0) throw stays(release, helmErrorText(result), where);
    console.error(`preview: ${release} is removed from ${place.namespace}`);
  }
}

function stays(release: string, why: string, where: readonly string[]): UserError {
  return new UserError(
    'NXHELM_UNINSTALL_FAILED',
    `helm uninstall: ${why}`,
    `helm status ${release} ${where.join(' ')}`,
    { project: release },
  );
}

interface ExpiredPreviews {
  readonly removed: readonly Preview[];
  readonly failures: readonly UserError[];
}

/** One that cannot be removed keeps no other from it. */
export async function removeExpired(base: PreviewBase, now: Date): Promise<ExpiredPreviews> {
  const { connection, namespace, cluster } = base;
  const all = await listPreviews(connection.kubectl, { base: namespace, cluster });
  const removed: Preview[] = [];
  const failures: UserError[] = [];
  for (const preview of all.filter((each) => isPast(each, now))) {
    try {
      if (await removePreview(base, preview, (present) => isPast(present, now)))
        removed.push(preview);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(error);
    }
  }
  return { removed, failures };
}
