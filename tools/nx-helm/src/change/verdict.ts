import { compareText } from '../base/text.ts';
import type { ObjectDiff } from '../chart/manifest-diff.ts';
import { diffManifests, podsRestart } from '../chart/manifest-diff.ts';
import type { Change } from '../release/record.ts';
import type { ReleaseState } from './ask-state.ts';
import { explainChanges, needsBuild } from './explain.ts';

/**
 * `rolls`: the manifests differ at equal images. `may`: a build has new inputs, and whether its
 * output differs is known only afterwards. `no`: neither.
 */
export type Verdict = 'rolls' | 'may' | 'no';

export interface ReleaseForecast {
  readonly project: string;
  readonly verdict: Verdict;
  /** In one clause, for people. */
  readonly because: string;
  readonly presence: 'both' | 'new' | 'removed';
  /** Whose pods restart already by the manifests; a new image restarts those that run it. */
  readonly podsRestart: readonly string[];
  readonly diff: readonly ObjectDiff[];
  readonly changes: readonly Change[];
  /** What keeps the head from being rendered, and so from being deployed. */
  readonly failure?: string;
}

export function forecastReleases(
  base: readonly ReleaseState[],
  head: readonly ReleaseState[],
): ReleaseForecast[] {
  const old = new Map(base.map((state) => [state.project, state]));
  const present = new Map(head.map((state) => [state.project, state]));
  return [...new Set([...old.keys(), ...present.keys()])]
    .toSorted(compareText)
    .flatMap((project) => forecastOne(old.get(project), present.get(project)) ?? []);
}

function forecastOne(base?: ReleaseState, head?: ReleaseState): ReleaseForecast | undefined {
  if (head === undefined) return base === undefined ? undefined : removed(base);
  if (base === undefined) return added(head);
  const changes = explainChanges(base.snapshot, head.snapshot);
  const { project } = head;
  const common = { project, presence: 'both', changes, podsRestart: [], diff: [] } as const;
  if (head.failure !== undefined) {
    return {
      ...common,
      verdict: 'may',
      because: 'its chart cannot be rendered',
      failure: head.failure,
    };
  }
  if (base.failure !== undefined) {
    const because = 'its chart could not be rendered before, so there is nothing to compare';
    return { ...common, verdict: 'may', because };
  }
  const compared = {
    ...common,
    podsRestart: podsRestart(base.upgrade, head.upgrade),
    diff: diffBoth(base, head),
  };
  if (base.namespace !== head.namespace) {
    return { ...compared, verdict: 'rolls', because: `it moves to namespace ${head.namespace}` };
  }
  if (base.install !== head.install || base.upgrade !== head.upgrade) {
    return { ...compared, verdict: 'rolls', because: 'its manifests change' };
  }
  if (needsBuild(base.snapshot, head.snapshot)) {
    const because = 'inputs of its builds changed; it rolls if their output does';
    return { ...compared, verdict: 'may', because };
  }
  return { ...compared, verdict: 'no', because: 'neither its manifests nor its builds change' };
}

/** What an upgrade applies is what running pods see; the install form counts where only it differs. */
function diffBoth(base: ReleaseState, head: ReleaseState): ObjectDiff[] {
  const upgrade = diffManifests(base.upgrade, head.upgrade);
  return upgrade.length > 0 ? upgrade : diffManifests(base.install, head.install);
}

function added(head: ReleaseState): ReleaseForecast {
  const { project, failure, install } = head;
  return {
    project,
    verdict: 'rolls',
    because: 'it is new',
    presence: 'new',
    podsRestart: [],
    diff: diffManifests('', install),
    changes: [],
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Nobody uninstalls a release because a branch no longer has it. */
function removed({ project }: ReleaseState): ReleaseForecast {
  return {
    project,
    verdict: 'no',
    because: `it is no longer deployed from here, and stays installed: helm uninstall ${project}`,
    presence: 'removed',
    podsRestart: [],
    diff: [],
    changes: [],
  };
}
