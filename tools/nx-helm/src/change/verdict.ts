import { sortedJson } from '../base/plain-object.ts';
import { compareText } from '../base/text.ts';
import type { ObjectDiff } from '../chart/manifest-diff.ts';
import { diffManifests, podsRestart } from '../chart/manifest-diff.ts';
import type { Change } from '../release/record.ts';
import type {
  LeftOutState,
  ReleaseInputs,
  ReleaseState,
  RenderedState,
  SnapshotState,
} from './ask-state.ts';
import { explainChanges, needsBuild } from './explain.ts';
import { snapshotDigest } from './snapshot.ts';

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
  readonly presence: 'both' | 'new' | 'removed' | 'left-out';
  /** Whose pods restart already by the manifests; a new image restarts those that run it. */
  readonly podsRestart: readonly string[];
  readonly diff: readonly ObjectDiff[];
  readonly changes: readonly Change[];
  /** What keeps the head from being rendered, and so from being deployed. */
  readonly failure?: string;
  /** Set where the head's environment leaves the release out. */
  readonly leftOut?: string;
}

/**
 * Which releases have to be rendered to know: those whose inputs differ in anything. A render follows
 * from its inputs, so equal ones need none; most releases of a large workspace are not concerned.
 */
export function concernedReleases(
  base: readonly ReleaseInputs[],
  head: readonly ReleaseInputs[],
): ReadonlySet<string> {
  const old = new Map(base.map((state) => [state.project, state]));
  const concerned = head.filter((state) => {
    const before = old.get(state.project);
    if (state.leftOut !== undefined) return false;
    return before === undefined || before.leftOut !== undefined || !isSame(before, state);
  });
  return new Set(concerned.map(({ project }) => project));
}

function isSame(one: SnapshotState, other: SnapshotState): boolean {
  return (
    snapshotDigest(one.snapshot) === snapshotDigest(other.snapshot) &&
    sortedJson(one.options) === sortedJson(other.options)
  );
}

export function forecastReleases(
  base: readonly ReleaseState[],
  head: readonly ReleaseState[],
  concerned: ReadonlySet<string>,
): ReleaseForecast[] {
  const old = new Map(base.map((state) => [state.project, state]));
  const present = new Map(head.map((state) => [state.project, state]));
  return [...new Set([...old.keys(), ...present.keys()])]
    .toSorted(compareText)
    .flatMap((project) => {
      const states = [old.get(project), present.get(project)] as const;
      return forecastOne(...states, concerned.has(project)) ?? [];
    });
}

const unchanged = {
  verdict: 'no',
  because: 'neither its manifests nor its builds change',
  presence: 'both',
  podsRestart: [],
  diff: [],
  changes: [],
} as const;

function forecastOne(
  base: ReleaseState | undefined,
  head: ReleaseState | undefined,
  isConcerned: boolean,
): ReleaseForecast | undefined {
  if (head === undefined) {
    return base === undefined || base.leftOut !== undefined ? undefined : removed(base);
  }
  if (head.leftOut !== undefined) return leftOut(head, base);
  if (base === undefined || base.leftOut !== undefined) return added(head);
  const { project } = head;
  if (!isConcerned) return { project, ...unchanged };
  const changes = explainChanges(base.snapshot, head.snapshot);
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
  if (base.options.namespace !== head.options.namespace) {
    const because = `it moves to namespace ${head.options.namespace}`;
    return { ...compared, verdict: 'rolls', because };
  }
  if (base.install !== head.install || base.upgrade !== head.upgrade) {
    return { ...compared, verdict: 'rolls', because: 'its manifests change' };
  }
  if (needsBuild(base.snapshot, head.snapshot)) {
    const because = 'inputs of its builds changed; it rolls if their output does';
    return { ...compared, verdict: 'may', because };
  }
  return { ...compared, verdict: 'no', because: unchanged.because };
}

/** What an upgrade applies is what running pods see; the install form counts where only it differs. */
function diffBoth(base: RenderedState, head: RenderedState): ObjectDiff[] {
  const upgrade = diffManifests(base.upgrade, head.upgrade);
  return upgrade.length > 0 ? upgrade : diffManifests(base.install, head.install);
}

function added(head: RenderedState): ReleaseForecast {
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

/** Whatever the change is, it reaches no cluster by this release; one that was deployed until now stays. */
function leftOut(
  { project, environment, leftOut: text }: LeftOutState,
  base?: ReleaseState,
): ReleaseForecast {
  const wasDeployed = base !== undefined && base.leftOut === undefined;
  const stays = wasDeployed
    ? `; where it is installed it stays: npx nx run ${project}:helm-uninstall -c ${environment}`
    : '';
  return {
    project,
    verdict: 'no',
    because: `${text}${stays}`,
    presence: 'left-out',
    podsRestart: [],
    diff: [],
    changes: [],
    leftOut: text,
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
