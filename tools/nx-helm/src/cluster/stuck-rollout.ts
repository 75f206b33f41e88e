import type { ContainerStatus, Pod } from './pods.ts';
import { containersOf, isReady } from './pods.ts';

/** Called with the pods of a rollout at each poll; returns the reason once it cannot succeed. */
type StuckRolloutDetector = (pods: readonly Pod[]) => string | undefined;

/**
 * How long a container may wait for each reason. A registry, a Secret or an image that is loaded by
 * hand may be late; an invalid image name, or `imagePullPolicy: Never` without the image, does not
 * resolve itself.
 */
const stuckAfterSeconds: ReadonlyMap<string, number> = new Map([
  ['InvalidImageName', 10],
  ['ErrImageNeverPull', 10],
  ['ErrImagePull', 30],
  ['ImagePullBackOff', 30],
  ['CreateContainerConfigError', 30],
  ['RunContainerError', 30],
  // A node under load may need longer than its runtime waits.
  ['CreateContainerError', 60],
]);
/** A pod that fits on no node: another one may be started for it, which takes a minute or two. */
const unschedulableSeconds = 120;
/** A container may exit once or twice because a dependency is not ready yet. */
const stuckAfterRestarts = 3;

/** `before` are the pods from before the rollout, whose failures it may fix. */
export function createStuckRolloutDetector(
  before: readonly Pod[],
  now: () => number = Date.now,
): StuckRolloutDetector {
  const known = new Set(before.map(identityOf));
  const oldRestarts = new Map(
    before.flatMap((pod) =>
      containersOf(pod).map(({ name, restartCount }) => [keyOf(pod, name), restartCount] as const),
    ),
  );
  const since = new Map<string, number>();

  const isStuck = (pod: Pod, { name, state }: ContainerStatus): boolean => {
    const limit = stuckAfterSeconds.get(state?.waiting?.reason ?? '');
    const key = keyOf(pod, name);
    if (limit === undefined) {
      since.delete(key);
      return false;
    }
    const start = since.get(key) ?? now();
    since.set(key, start);
    return !known.has(identityOf(pod)) && now() - start >= limit * 1000;
  };
  const isCrashing = (pod: Pod, { name, restartCount, state }: ContainerStatus): boolean =>
    state?.waiting?.reason === 'CrashLoopBackOff' &&
    restartCount - (oldRestarts.get(keyOf(pod, name)) ?? 0) >= stuckAfterRestarts &&
    !isOfJob(pod);

  const isUnschedulable = (pod: Pod): boolean => {
    const key = keyOf(pod, '');
    if (unschedulable(pod) === undefined) {
      since.delete(key);
      return false;
    }
    const start = since.get(key) ?? now();
    since.set(key, start);
    return !known.has(identityOf(pod)) && now() - start >= unschedulableSeconds * 1000;
  };

  return (pods) => {
    const unready = pods.filter((pod) => !isReady(pod) && !isEnding(pod));
    const containers = unready.flatMap((pod) =>
      containersOf(pod).map((container) => ({ pod, container })),
    );
    // Every container is checked at each poll, because that measures how long its state lasts.
    const stuck = containers.filter(({ pod, container }) => isStuck(pod, container));
    const unscheduled = unready.filter(isUnschedulable);
    // A pod may end because another of the release, such as its database, is still starting.
    const crashing = unready.some(isStarting)
      ? []
      : containers.filter(({ pod, container }) => isCrashing(pod, container));
    const worst = stuck[0] ?? crashing[0];
    if (worst !== undefined) return describe(worst.pod, worst.container);
    return unscheduled[0] === undefined ? undefined : describeUnschedulable(unscheduled[0]);
  };
}

/** The pods of a StatefulSet get the names of those they replace. */
function identityOf({ metadata }: Pod): string {
  return metadata.uid ?? metadata.name;
}

function keyOf(pod: Pod, container: string): string {
  return `${identityOf(pod)}/${container}`;
}

function isEnding({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined || status?.phase === 'Failed';
}

/** A Job says itself how often its pods may fail, and Helm ends with it. */
function isOfJob({ metadata }: Pod): boolean {
  const labels = metadata.labels ?? {};
  return 'batch.kubernetes.io/job-name' in labels || 'job-name' in labels;
}

function isStarting(pod: Pod): boolean {
  return containersOf(pod).every(
    ({ restartCount, state }) =>
      restartCount === 0 && !stuckAfterSeconds.has(state?.waiting?.reason ?? ''),
  );
}

function unschedulable({ status }: Pod) {
  return status?.conditions?.find(
    ({ type, status: is, reason }) =>
      type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  );
}

function describeUnschedulable(pod: Pod): string {
  const message = unschedulable(pod)?.message ?? 'no node takes it';
  return `pod ${pod.metadata.name}: Unschedulable for ${unschedulableSeconds} s (${message})`;
}

function describe({ metadata }: Pod, { name, restartCount, state }: ContainerStatus): string {
  const { reason = 'waiting', message } = state?.waiting ?? {};
  const restarts = restartCount === 0 ? '' : `, ${restartCount} restarts`;
  const more = message === undefined ? '' : ` (${message})`;
  return `pod ${metadata.name}, container ${name}: ${reason}${restarts}${more}`;
}
