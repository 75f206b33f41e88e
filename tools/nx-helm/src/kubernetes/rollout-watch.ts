import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from './kubectl.ts';
import { createJudge } from './hopeless.ts';
import type { Pod } from './pods.ts';
import { containersOf, hasLabels, isReady, stateOf } from './pods.ts';

export interface RolloutWatch {
  /** Ends the watching and tells what was last seen of each pod that did not get ready. */
  stop(): Promise<string>;
}

/** Labels by which the pods of a release are found. */
export type PodSelector = Readonly<Record<string, string>>;

const defaultPollMilliseconds = 2000;
const logLines = 12;

export interface WatchRequest {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly selectors: readonly PodSelector[];
  /** Called once, with the reason, when the rollout cannot succeed any more. */
  readonly onHopeless: (reason: string) => void;
  readonly pollMilliseconds?: number;
}

/**
 * Follows a rollout that begins when this returns, while Helm waits for it. Logs are kept as they
 * come: when Helm rolls back, the failing pods are gone before anybody can ask them.
 */
export async function watchRollout(request: WatchRequest): Promise<RolloutWatch> {
  const { kubectl, release, selectors, pollMilliseconds = defaultPollMilliseconds } = request;
  const stopping = new AbortController();
  const findings = new Map<string, string>();
  const logs = new Map<string, string>();
  const judge = createJudge(await readPods(kubectl, selectors));
  let isHopeless = false;
  let told = '';
  const poll = async (): Promise<void> => {
    const pods = await readPods(kubectl, selectors);
    const line = progressLine(release, pods);
    if (line !== told) console.log(line);
    told = line;
    for (const pod of pods) {
      if (isReady(pod)) findings.delete(pod.metadata.name);
      else if (pod.metadata.deletionTimestamp === undefined) {
        findings.set(pod.metadata.name, await describePod(kubectl, pod, logs));
      }
    }
    const reason = isHopeless ? undefined : judge(pods);
    if (reason === undefined) return;
    isHopeless = true;
    request.onHopeless(reason);
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await poll().catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      const events = await readWarnings(kubectl, [...findings.keys()]);
      return [...findings.values(), ...events].join('\n');
    },
  };
}

async function readPods(kubectl: Kubectl, selectors: readonly PodSelector[]): Promise<Pod[]> {
  const text = await kubectl.read(['get', 'pods', '--output', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly Pod[] };
  // A selector without labels would find the pods of all other releases, too.
  const usable = selectors.filter((labels) => Object.keys(labels).length > 0);
  return items.filter((pod) => usable.some((labels) => hasLabels(pod, labels)));
}

function progressLine(release: string, pods: readonly Pod[]): string {
  const unready = pods.filter((pod) => !isReady(pod));
  const details = unready.map((pod) => `${pod.metadata.name} ${stateOf(pod)}`).join('; ');
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

interface KubernetesEvent {
  readonly involvedObject: { readonly name: string };
  readonly reason?: string;
  readonly message?: string;
}

/** Events outlive their pods, so they can be asked for after a rollback. */
async function readWarnings(kubectl: Kubectl, pods: readonly string[]): Promise<string[]> {
  if (pods.length === 0) return [];
  const selector = ['--field-selector', 'type=Warning', '--output', 'json'];
  const { exitCode, stdout } = await kubectl.try(['get', 'events', ...selector]);
  if (exitCode !== 0) return [];
  const { items } = JSON.parse(stdout) as { readonly items: readonly KubernetesEvent[] };
  const lines = items
    .filter(({ involvedObject }) => pods.includes(involvedObject.name))
    .map(
      ({ involvedObject, reason, message }) =>
        `  event ${involvedObject.name}: ${reason}: ${message}`,
    );
  return [...new Set(lines)];
}
