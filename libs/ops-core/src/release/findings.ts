import type {
  Autoscaler,
  EndpointSlice,
  Job,
  Pod,
  Service,
  VolumeClaim,
  Workload,
} from '../cluster/schemas.ts';

/** Something that is not as a deployment that ended well leaves it. */
export interface Finding {
  /** Kind and name, as kubectl takes them. */
  readonly object: string;
  readonly what: string;
  /** What shows more of it. */
  readonly next: string;
}

/** A container waits so while it begins, and that is no fault. */
const starting = new Set(['', 'ContainerCreating', 'PodInitializing']);

const events = 'call ops_events for what the controllers say';
const logs = 'call ops_logs with previous: true for what it wrote before it ended';

export function workloadFindings(kind: string, { metadata, spec, status }: Workload): Finding[] {
  const object = `${kind}/${metadata.name}`;
  if (spec.replicas === 0) {
    return [{ object, what: 'is scaled to no pod', next: 'call ops_history and ops_drift' }];
  }
  if (status.observedGeneration < metadata.generation) {
    return [{ object, what: 'has a change that no controller has seen yet', next: events }];
  }
  const counts = [
    [status.availableReplicas, 'available'],
    [status.updatedReplicas, 'of its newest revision'],
  ] as const;
  const short = counts.find(([count]) => count < spec.replicas);
  if (short === undefined) return [];
  const [count, which] = short;
  return [{ object, what: `has ${count} of ${spec.replicas} pods ${which}`, next: events }];
}

/** Why a pod does not serve; a Job's pod that ended is no fault. */
export function podFindings({ metadata, status }: Pod): Finding[] {
  const object = `pod/${metadata.name}`;
  const containers = [...status.initContainerStatuses, ...status.containerStatuses];
  const waiting = containers.find(({ state }) => !starting.has(state.waiting?.reason ?? ''));
  if (waiting?.state.waiting !== undefined) {
    const { reason } = waiting.state.waiting;
    const next = reason === 'CrashLoopBackOff' ? logs : events;
    return [{ object, what: `container ${waiting.name} waits: ${reason}`, next }];
  }
  if (status.phase === 'Failed') {
    return [{ object, what: `has failed${because(status.reason)}`, next: logs }];
  }
  const scheduled = status.conditions.find(({ type }) => type === 'PodScheduled');
  if (status.phase === 'Pending' && scheduled?.status === 'False') {
    return [{ object, what: `is on no node${because(scheduled.reason)}`, next: events }];
  }
  const killed = containers.find(({ lastState }) => lastState.terminated?.reason === 'OOMKilled');
  if (killed !== undefined) {
    const what = `container ${killed.name} was killed for its memory, ${killed.restartCount} restarts`;
    return [{ object, what, next: logs }];
  }
  return [];
}

function because(reason: string): string {
  return reason === '' ? '' : `: ${reason}`;
}

export function serviceFindings(
  { metadata, spec }: Service,
  slices: readonly EndpointSlice[],
): Finding[] {
  if (Object.keys(spec.selector).length === 0) return [];
  const own = slices.filter(
    (slice) => slice.metadata.labels['kubernetes.io/service-name'] === metadata.name,
  );
  const ready = own.flatMap(({ endpoints }) => endpoints).filter(isReady);
  if (ready.length > 0) return [];
  const what = 'leads to no ready pod';
  return [{ object: `service/${metadata.name}`, what, next: 'call ops_status for its pods' }];
}

/** One that says nothing of it counts as ready, as the API has it. */
export function isReady({ conditions }: EndpointSlice['endpoints'][number]): boolean {
  return conditions?.ready !== false;
}

export function claimFindings({ metadata, status }: VolumeClaim): Finding[] {
  if (status.phase === 'Bound') return [];
  const object = `persistentvolumeclaim/${metadata.name}`;
  return [{ object, what: `is ${status.phase}, not bound`, next: events }];
}

export function autoscalerFindings({ metadata, status }: Autoscaler): Finding[] {
  const failing = status.conditions.find(
    ({ type, status: value }) => type !== 'ScalingLimited' && value === 'False',
  );
  if (failing === undefined) return [];
  const what = `does not scale${because(failing.reason)}`;
  return [{ object: `horizontalpodautoscaler/${metadata.name}`, what, next: events }];
}

export function jobFindings({ metadata, status }: Job): Finding[] {
  const failed = status.conditions.find(
    ({ type, status: value }) => type === 'Failed' && value === 'True',
  );
  if (failed === undefined) return [];
  return [
    { object: `job/${metadata.name}`, what: `has failed${because(failed.reason)}`, next: logs },
  ];
}
