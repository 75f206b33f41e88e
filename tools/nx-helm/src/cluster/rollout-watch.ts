import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from './connect.ts';
import type { Pod } from './pods.ts';
import {
  containersOf,
  describeWarning,
  hasLabels,
  isReady,
  newWarnings,
  readWarnings,
  stateOf,
} from './pods.ts';
import type { Job, RolloutFailure, WatchedWorkload } from './rollout-failures.ts';
import { createFailureDetector } from './rollout-failures.ts';
import { createStuckRolloutDetector } from './stuck-rollout.ts';

interface RolloutWatch {
  /** Stops watching and returns the last state of each pod that did not get ready. */
  stop(): Promise<string>;
}

const defaultPollMilliseconds = 2000;
const logLines = 12;

interface WatchRequest {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly workloads: readonly WatchedWorkload[];
  /** Called once, with the reason, when the rollout cannot succeed any more. */
  readonly onStuck: (reason: string) => void;
  readonly pollMilliseconds?: number;
}

/**
 * Follows a rollout that begins when this returns, while Helm waits for it. Logs are kept as they
 * come: when Helm rolls back, the failing pods are gone before anybody can ask them.
 */
export async function watchRollout(request: WatchRequest): Promise<RolloutWatch> {
  const { kubectl, release, workloads, pollMilliseconds = defaultPollMilliseconds } = request;
  const selectors = workloads.map(({ podLabels }) => podLabels);
  const stopping = new AbortController();
  const findings = new Map<string, string>();
  const logs = new Map<string, string>();
  const [podsBefore, warningsBefore, jobsBefore] = await Promise.all([
    readPods(kubectl, selectors),
    readWarnings(kubectl),
    readHookJobs(kubectl, workloads),
  ]);
  const detectStuck = createStuckRolloutDetector(podsBefore);
  const detectFailures = createFailureDetector(workloads, jobsBefore);
  let failures: readonly RolloutFailure[] = [];
  let isStuck = false;
  let shownLine = '';
  const poll = async (): Promise<void> => {
    const [pods, warnings, jobs] = await Promise.all([
      readPods(kubectl, selectors),
      readWarnings(kubectl),
      readHookJobs(kubectl, workloads),
    ]);
    failures = detectFailures({ pods, jobs, warnings: newWarnings(warningsBefore, warnings) });
    const line = progressLine(release, pods, failures);
    if (line !== shownLine) console.log(line);
    shownLine = line;
    for (const pod of pods) {
      if (isReady(pod)) findings.delete(pod.metadata.name);
      else if (pod.metadata.deletionTimestamp === undefined) {
        findings.set(pod.metadata.name, await describePod(kubectl, pod, logs));
      }
    }
    // Asked each time, because it measures how long a state lasts.
    const ofPods = detectStuck(pods);
    const reason = ofPods ?? failures.find((each) => each.isStuck)?.text;
    if (isStuck || reason === undefined) return;
    isStuck = true;
    request.onStuck(reason);
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      // Helm keeps the process alive; a watch alone must not.
      const waiting = { signal: stopping.signal, ref: false };
      await sleep(pollMilliseconds, undefined, waiting).catch(() => undefined);
      if (!stopping.signal.aborted) await poll().catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      const events = await eventLines(kubectl, [...findings.keys()]);
      const others = failures.map(({ text }) => `  ${text}`);
      return [...findings.values(), ...others, ...events].join('\n');
    },
  };
}

async function readPods(
  kubectl: Kubectl,
  selectors: readonly WatchedWorkload['podLabels'][],
): Promise<Pod[]> {
  const text = await kubectl.read(['get', 'pods', '--output', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly Pod[] };
  // A selector without labels would find the pods of all other releases, too.
  const usable = selectors.filter((labels) => Object.keys(labels).length > 0);
  return items.filter((pod) => usable.some((labels) => hasLabels(pod, labels)));
}

/** Jobs that Helm runs before or after a rollout; most releases have none. */
async function readHookJobs(
  kubectl: Kubectl,
  workloads: readonly WatchedWorkload[],
): Promise<readonly Job[]> {
  if (!workloads.some(({ kind, isHook }) => kind === 'Job' && isHook)) return [];
  const { exitCode, stdout } = await kubectl.try(['get', 'jobs', '--output', 'json']);
  return exitCode === 0 ? (JSON.parse(stdout) as { readonly items: readonly Job[] }).items : [];
}

function progressLine(
  release: string,
  pods: readonly Pod[],
  failures: readonly RolloutFailure[],
): string {
  const unready = pods.filter((pod) => !isReady(pod));
  const states = unready.map((pod) => `${pod.metadata.name} ${stateOf(pod)}`);
  const details = [...states, ...failures.map(({ text }) => text)].join('; ');
  const counts = `${release}: ${pods.length - unready.length} of ${pods.length} pods ready`;
  return details === '' ? counts : `${counts} (${details})`;
}

async function describePod(kubectl: Kubectl, pod: Pod, logs: Map<string, string>): Promise<string> {
  const { name } = pod.metadata;
  const lines = [`  pod ${name}: ${stateOf(pod)}`];
  for (const { name: container, state } of containersOf(pod)) {
    const message = state?.waiting?.message;
    if (message !== undefined) lines.push(`    ${container}: ${message}`);
    const key = `${name}/${container}`;
    const tail = (await readLogs(kubectl, name, container)) ?? logs.get(key);
    if (tail === undefined) continue;
    logs.set(key, tail);
    lines.push(...tail.split('\n').map((line) => `    ${container} | ${line}`));
  }
  return lines.join('\n');
}

/** Between two starts of a container only the log of the one before is there, and sometimes none. */
async function readLogs(
  kubectl: Kubectl,
  pod: string,
  container: string,
): Promise<string | undefined> {
  const args = ['logs', pod, '--container', container, '--tail', String(logLines)];
  for (const which of [[], ['--previous']]) {
    const { exitCode, stdout } = await kubectl.try([...args, ...which]);
    const text = stdout.trimEnd();
    if (exitCode === 0 && text !== '' && !text.startsWith('unable to retrieve')) return text;
  }
  return undefined;
}

/** Events outlive their pods, so they can be asked for after a rollback. */
async function eventLines(kubectl: Kubectl, pods: readonly string[]): Promise<string[]> {
  if (pods.length === 0) return [];
  const warnings = await readWarnings(kubectl);
  const lines = warnings
    .filter(({ involvedObject }) => pods.includes(involvedObject.name))
    .map((warning) => `  ${describeWarning(warning)}`);
  return [...new Set(lines)];
}
