import type { Pod, Warning } from './pods.ts';
import { isReady } from './pods.ts';

/**
 * A failure that a pod's own status does not show: no pod was created, a volume is not mounted, or
 * a hook Job failed.
 */
export interface RolloutFailure {
  /** For people, in one clause. */
  readonly text: string;
  /** It has lasted longer than its limit, so the rollout cannot succeed. */
  readonly isStuck: boolean;
}

/** What runs pods in a release. */
export interface WatchedWorkload {
  readonly kind: string;
  readonly name: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly isHook: boolean;
}

export interface Job {
  readonly metadata: { readonly name: string; readonly uid?: string };
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

/** The state of the cluster at one poll, besides the pods' own states. */
export interface ClusterSnapshot {
  readonly pods: readonly Pod[];
  readonly warnings: readonly Warning[];
  readonly jobs: readonly Job[];
}

/**
 * How long each may last. A quota is freed when an old pod ends, and a volume's Secret may be made
 * a little later. A hook that has failed stays failed: Helm gets time to report it, because not
 * every version ends with it.
 */
const stuckAfterSeconds = { noPod: 60, mount: 60, hook: 10 } as const;

type Found = Omit<RolloutFailure, 'isStuck'> & {
  readonly key: string;
  readonly limitSeconds: number;
};

/** `failedBefore` are the Jobs that had failed when the rollout began: the next run replaces them. */
export function createFailureDetector(
  workloads: readonly WatchedWorkload[],
  failedBefore: readonly Job[],
  now: () => number = Date.now,
): (snapshot: ClusterSnapshot) => RolloutFailure[] {
  const old = new Set(failedBefore.filter(hasFailed).map(identityOf));
  const since = new Map<string, number>();
  return (snapshot) => {
    const found = [
      ...withoutPods(workloads, snapshot),
      ...unmounted(snapshot),
      ...failedHooks(workloads, snapshot).filter(({ key }) => !old.has(key)),
    ];
    const keys = new Set(found.map(({ key }) => key));
    for (const key of since.keys()) if (!keys.has(key)) since.delete(key);
    return found.map(({ key, text, limitSeconds }) => {
      const start = since.get(key) ?? now();
      since.set(key, start);
      return { text, isStuck: now() - start >= limitSeconds * 1000 };
    });
  };
}

/** FailedCreate: a quota or an admission webhook refuses the pods, so no pod has a status. */
function withoutPods(
  workloads: readonly WatchedWorkload[],
  { pods, warnings }: ClusterSnapshot,
): Found[] {
  const owners = new Set(
    pods.flatMap(({ metadata }) => metadata.ownerReferences ?? []).map(({ name }) => name),
  );
  const last = new Map<string, Warning>();
  for (const warning of warnings) {
    const { kind = '', name } = warning.involvedObject;
    const isOurs = workloads.some((workload) => makesPodsOf(workload, kind, name));
    if (warning.reason === 'FailedCreate' && isOurs) last.set(`${kind} ${name}`, warning);
  }
  return [...last].map(([title, { involvedObject, message = '' }]) => ({
    key: `no pod of ${title}`,
    text: `${title} cannot create pods: ${message}`,
    limitSeconds: owners.has(involvedObject.name) ? Infinity : stuckAfterSeconds.noPod,
  }));
}

/** A Deployment has its pods made by ReplicaSets, which are called after it and a hash. */
function makesPodsOf(workload: WatchedWorkload, kind: string, name: string): boolean {
  if (workload.kind !== 'Deployment') return workload.kind === kind && workload.name === name;
  const hash = name.startsWith(`${workload.name}-`) ? name.slice(workload.name.length + 1) : '';
  return kind === 'ReplicaSet' && /^[a-z0-9]+$/.test(hash);
}

/** FailedMount: the pod is Pending with ContainerCreating, whatever the cause. */
function unmounted({ pods, warnings }: ClusterSnapshot): Found[] {
  return pods
    .filter((pod) => !isReady(pod) && pod.metadata.deletionTimestamp === undefined)
    .flatMap(({ metadata: { name, uid } }) => {
      const warning = warnings.findLast(
        ({ reason, involvedObject }) =>
          reason === 'FailedMount' &&
          involvedObject.name === name &&
          (involvedObject.uid ?? uid) === uid,
      );
      if (warning === undefined) return [];
      const text = `pod ${name}: FailedMount: ${warning.message ?? ''}`;
      return [{ key: `mount of ${uid ?? name}`, text, limitSeconds: stuckAfterSeconds.mount }];
    });
}

function failedHooks(workloads: readonly WatchedWorkload[], { jobs }: ClusterSnapshot): Found[] {
  const hooks = new Set(
    workloads.filter(({ isHook, kind }) => isHook && kind === 'Job').map(({ name }) => name),
  );
  return jobs
    .filter((job) => hooks.has(job.metadata.name) && hasFailed(job))
    .map((job) => {
      const { reason = 'failed', message } = failureOf(job) ?? {};
      const more = message === undefined ? '' : ` (${message})`;
      const text = `hook Job ${job.metadata.name}: ${reason}${more}`;
      return { key: identityOf(job), text, limitSeconds: stuckAfterSeconds.hook };
    });
}

function failureOf({ status }: Job) {
  return status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True');
}

function hasFailed(job: Job): boolean {
  return failureOf(job) !== undefined;
}

function identityOf({ metadata }: Job): string {
  return metadata.uid ?? metadata.name;
}
