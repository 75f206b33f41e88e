import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import type { ReleaseLock } from '../../release/lock.ts';
import { lockRelease } from '../../release/lock.ts';
import type { PreviewBase } from './base.ts';

export interface PreviewPlace {
  readonly pr: number;
  readonly namespace: string;
}

/** kubectl in the namespace of a preview, with the checks of its environment. */
export function kubectlOf(
  { root, options, project }: PreviewBase,
  { namespace }: PreviewPlace,
): Kubectl {
  return connect(root, { ...options, namespace }, project).kubectl;
}

/** One run at a time changes a preview; each release has a Lease of its own besides. */
export async function withLock<Result>(
  base: PreviewBase,
  place: PreviewPlace,
  work: (lock: ReleaseLock) => Promise<Result>,
): Promise<Result> {
  const lock = await take(base, place);
  try {
    return await work(lock);
  } finally {
    await lock.free();
  }
}

async function take(base: PreviewBase, place: PreviewPlace): Promise<ReleaseLock> {
  try {
    const name = `preview-pr-${place.pr}`;
    return await lockRelease(kubectlOf(base, place), name, { isNamespaceMade: false });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'NXHELM_RELEASE_BUSY') throw error;
    throw new UserError(
      'NXHELM_PREVIEW_BUSY',
      `the preview of pull request ${place.pr} is being changed by another run: ${error.what}`,
      `wait for it to end, then npx nx run ${base.project}:preview --pr=${place.pr}`,
      { project: base.project, cause: error },
    );
  }
}
