import { NxHelmError } from '../errors.ts';
import type { Loader } from '../loader/loader.ts';
import type { ImageUse } from './image-use.ts';
import type { PruneRow } from './plan-prune.ts';
import { planPrune } from './plan-prune.ts';

export interface PruneResult {
  readonly rows: readonly PruneRow[];
  /** Measured if the runtime can tell, else at most: shared layers are counted with each image. */
  readonly freedBytes: number;
  readonly isMeasured: boolean;
}

export interface PruneRequest {
  readonly loader: Pick<Loader, 'list' | 'remove' | 'usedBytes'>;
  readonly imagePrefixes: readonly string[];
  /** Asked after the images, so that one that is loaded and used meanwhile is not on the list. */
  readonly readUses: () => Promise<readonly ImageUse[]>;
  readonly isDryRun: boolean;
}

export async function pruneImages(request: PruneRequest): Promise<PruneResult> {
  const { loader, imagePrefixes, readUses, isDryRun } = request;
  const images = await loader.list();
  const rows = planPrune(images, imagePrefixes, await readUses());
  const unwanted = rows.filter(({ action }) => action === 'remove');
  const atMost = unwanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (isDryRun || unwanted.length === 0) return { rows, freedBytes: atMost, isMeasured: false };
  const before = await loader.usedBytes();
  await loader.remove(unwanted.map(({ reference }) => reference));
  await refuseRemains(loader, unwanted);
  const after = await loader.usedBytes();
  if (before === undefined || after === undefined) {
    return { rows, freedBytes: atMost, isMeasured: false };
  }
  return { rows, freedBytes: Math.max(0, before - after), isMeasured: true };
}

/** An engine keeps, without a word, what a container of it uses. */
async function refuseRemains(
  loader: PruneRequest['loader'],
  unwanted: readonly PruneRow[],
): Promise<void> {
  const present = new Set((await loader.list()).map(({ reference }) => reference));
  const remains = unwanted.map(({ reference }) => reference).filter((name) => present.has(name));
  if (remains.length === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_PRUNE_INCOMPLETE',
    what: `${remains.join(', ')} could not be removed, most likely because a container uses it`,
    command: 'podman ps --all (or docker ps --all), remove the container, then prune again',
  });
}
