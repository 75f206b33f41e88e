import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });

/** As kubectl lists pods, as far as their start is concerned. */
export const startedPodsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        creationTimestamp: moment,
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z.object({
        containerStatuses: z
          .array(
            z.object({
              restartCount: z.number(),
              state: z.object({ running: z.object({ startedAt: moment }).optional() }),
            }),
          )
          .default([]),
        conditions: z
          .array(
            z.object({
              type: z.string(),
              status: z.string(),
              lastTransitionTime: moment.nullish(),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

type StartedPod = z.infer<typeof startedPodsSchema>['items'][number];

/** In seconds, of which Kubernetes keeps whole ones. */
export interface PodStart {
  readonly pod: string;
  /** From made to running, with all its containers. */
  readonly running: number;
  /** From running to its first answer that it is ready, which is later than that of `/health`. */
  readonly ready: number;
}

const secondsBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** Nothing for a pod of a Job, one that is not ready, and one whose first start was not its last. */
function startOf({ metadata, status }: StartedPod): PodStart | undefined {
  if ('batch.kubernetes.io/job-name' in metadata.labels) return undefined;
  const containers = status.containerStatuses;
  const starts = containers.flatMap(({ state }) => state.running?.startedAt ?? []).toSorted();
  const isFirst = containers.every(({ restartCount }) => restartCount === 0);
  const condition = status.conditions.find(({ type }) => type === 'Ready');
  const running = starts.at(-1);
  const ready = condition?.status === 'True' ? condition.lastTransitionTime : undefined;
  if (!isFirst || starts.length !== containers.length) return undefined;
  if (running === undefined || ready === undefined || ready === null) return undefined;
  return {
    pod: metadata.name,
    running: secondsBetween(metadata.creationTimestamp, running),
    ready: secondsBetween(running, ready),
  };
}

/** The slowest first. */
export function startsOf(pods: readonly StartedPod[]): PodStart[] {
  const whole = ({ running, ready }: PodStart): number => running + ready;
  return pods
    .flatMap((pod) => startOf(pod) ?? [])
    .toSorted((one, other) => whole(other) - whole(one));
}
