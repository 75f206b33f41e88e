import type { Kubectl } from '../kubernetes/kubectl.ts';
import { readClusterState } from '../kubernetes/cluster-state.ts';
import type { ObjectDiff } from '../plan/manifest-diff.ts';
import { diffManifests, podsRestart } from '../plan/manifest-diff.ts';
import { liveDiff } from './live-diff.ts';
import type { ReleasePlace } from './stored-release.ts';
import { storedManifest } from './stored-release.ts';
import { withoutTestsLeftOutOf } from './purity.ts';

export interface DiffRequest extends ReleasePlace {
  readonly kubectl: Kubectl;
  /** What an install and what an upgrade would apply. */
  readonly rendered: { readonly install: string; readonly upgrade: string };
  /** Also asks what a deploy would change in the objects as they are in the cluster now. */
  readonly isLive: boolean;
}

/** What a deploy would change, for people and for programs. */
export interface ReleaseDiff {
  readonly release: string;
  /** 0 where nothing is installed. */
  readonly revision: number;
  readonly isDifferent: boolean;
  /** Against what Helm applied last. */
  readonly objects: readonly ObjectDiff[];
  /** Workloads whose pods a deploy would replace. */
  readonly restarts: readonly string[];
  /** Against the objects in the cluster. */
  readonly live?: readonly ObjectDiff[];
}

export async function releaseDiff(request: DiffRequest): Promise<ReleaseDiff> {
  const { kubectl, release, rendered, isLive } = request;
  const { releases } = await readClusterState(kubectl);
  const revision = releases.get(release)?.at(-1)?.revision ?? 0;
  const after = revision === 0 ? rendered.install : rendered.upgrade;
  const stored = revision === 0 ? '' : await storedManifest(request);
  const before = withoutTestsLeftOutOf(after, stored);
  const objects = diffManifests(before, after);
  const live = isLive ? await liveDiff({ ...request, before, after }) : undefined;
  return {
    release,
    revision,
    isDifferent: objects.length > 0 || (live ?? []).length > 0,
    objects,
    restarts: podsRestart(before, after),
    ...(live === undefined ? {} : { live }),
  };
}
