import type { Kubectl } from './connect.ts';

/** The fields of a pod that the detection of a stuck rollout reads. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: { readonly reason?: string; readonly exitCode?: number };
  };
}

export function hasLabels(pod: Pod, wanted: Readonly<Record<string, string>>): boolean {
  const labels = pod.metadata.labels ?? {};
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

export function isReady({ status }: Pod): boolean {
  if (status?.phase === 'Succeeded') return true;
  return (
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
  );
}

/** Why a pod is not ready, by Kubernetes' own reason. */
export function stateOf(pod: Pod): string {
  const containers = containersOf(pod);
  const waiting = containers.find(({ state }) => state?.waiting?.reason !== undefined)?.state
    ?.waiting;
  const ended = containers.find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0)?.state
    ?.terminated;
  const restarts = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  )?.message;
  const summary =
    waiting?.reason ??
    (ended === undefined
      ? undefined
      : `${ended.reason ?? 'ended'} with exit code ${ended.exitCode}`) ??
    unscheduled ??
    (pod.status?.phase === 'Running' ? 'running, not ready' : (pod.status?.phase ?? 'unknown'));
  return restarts === 0 ? summary : `${summary}, ${restarts} restarts`;
}

export function containersOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** A node under load may need a little longer than a pod's own grace period. */
const overdueSeconds = 60;

/**
 * Pods that should have terminated by now. They serve nothing and block nothing, so they are no
 * fault of the release; but their node does not finish them, which an operator should know.
 */
export function describeOverduePods(pods: readonly Pod[], now: Date): string[] {
  return pods.flatMap(({ metadata: { name, deletionTimestamp } }) => {
    // The API server writes down when the grace period is over, not when the deletion was asked for.
    const seconds = (now.getTime() - Date.parse(deletionTimestamp ?? '')) / 1000;
    if (!(seconds > overdueSeconds)) return [];
    const minutes = Math.floor(seconds / 60);
    return [
      `pod ${name} should have terminated ${minutes} min ago, and its node does not finish it`,
    ];
  });
}

/** The fields of a Warning event that the watch of a rollout reads. */
export interface Warning {
  readonly metadata?: { readonly uid?: string };
  readonly involvedObject: {
    readonly kind?: string;
    readonly name: string;
    readonly uid?: string;
  };
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly series?: { readonly count?: number };
}

/** Empty where they cannot be read: events explain a failure and decide nothing alone. */
export async function readWarnings(kubectl: Kubectl): Promise<readonly Warning[]> {
  const selector = ['--field-selector', 'type=Warning', '--output', 'json'];
  const { exitCode, stdout } = await kubectl.try(['get', 'events', ...selector]);
  if (exitCode !== 0) return [];
  return (JSON.parse(stdout) as { readonly items: readonly Warning[] }).items;
}

/** Those that have come, or come again, since others were read; clocks of two machines may differ. */
export function newWarnings(
  before: readonly Warning[],
  present: readonly Warning[],
): readonly Warning[] {
  const known = new Set(before.map(keyOf));
  return present.filter((warning) => !known.has(keyOf(warning)));
}

function keyOf({ metadata, involvedObject, reason, message, count, series }: Warning): string {
  return JSON.stringify([metadata?.uid, involvedObject, reason, message, count, series?.count]);
}

export function describeWarning({ involvedObject, reason, message }: Warning): string {
  return `event ${involvedObject.name}: ${reason ?? 'Warning'}: ${message ?? ''}`;
}
