import { eventTemplate, PodSpans } from '@taskora/base/spans/pod-spans';
import { isRecording, recordSpans } from '../base/record-span.ts';
import type { KubectlFollow } from './connect.ts';
import type { WatchedWorkload } from './rollout-failures.ts';

/** How long a watch may take to deliver an event. */
const graceMilliseconds = 300;

interface ObservedRollout {
  readonly followKubectl?: KubectlFollow | undefined;
  readonly workloads: readonly WatchedWorkload[];
}

/**
 * Runs a rollout, and records the spans of its pods and of its hooks where somebody reads them. It
 * watches, since Kubernetes notes moments in whole seconds. What it cannot watch is left out: the
 * rollout is what matters.
 */
export async function observingPods<Result>(
  { followKubectl, workloads }: ObservedRollout,
  rollout: () => Promise<Result>,
): Promise<Result> {
  if (!isRecording() || followKubectl === undefined) return rollout();
  const hooks = workloads.filter(({ isHook, kind }) => isHook && kind === 'Job');
  const lasting = workloads.filter(({ podLabels }) => Object.keys(podLabels).length > 0);
  const spans = new PodSpans({
    startMs: Date.now(),
    isOwnPod: (labels) =>
      lasting.some(({ podLabels }) =>
        Object.entries(podLabels).every(([key, value]) => labels[key] === value),
      ),
    isOwnJob: (job) => hooks.some(({ name }) => name === job),
  });
  const stopping = new AbortController();
  const watch = (kind: string, onLine: (line: string) => void) =>
    followKubectl(['get', kind, '--watch', '--output', `jsonpath=${eventTemplate}`], {
      onLine,
      stop: stopping.signal,
    }).catch(() => undefined);
  const watches = [
    watch('pods', (line) => spans.pod(line)),
    ...(hooks.length === 0 ? [] : [watch('jobs', (line) => spans.job(line))]),
  ];
  try {
    return await rollout();
  } finally {
    await new Promise((resolve) => setTimeout(resolve, graceMilliseconds));
    stopping.abort();
    await Promise.allSettled(watches);
    recordSpans(spans.spans());
  }
}
