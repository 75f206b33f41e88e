import { pause } from '../base/interruption.ts';
import type { Kubectl, KubectlFollow } from './connect.ts';
import type { Pod } from './pods.ts';
import { containersOf, hasLabels } from './pods.ts';

/** One run of a container: after a restart it is another one, with a log of its own. */
interface ContainerRun {
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly isRunning: boolean;
  readonly hasRestarted: boolean;
}

/** The runs of a pod's containers of which there is a log: those that have begun. */
function runsOf(pod: Pod): ContainerRun[] {
  const { metadata } = pod;
  return containersOf(pod)
    .filter(({ state, restartCount }) => state?.waiting === undefined || restartCount > 0)
    .map(({ name, restartCount, state }) => ({
      key: `${metadata.uid ?? metadata.name}/${name}/${restartCount}`,
      pod: metadata.name,
      container: name,
      isRunning: state?.running !== undefined,
      hasRestarted: restartCount > 0,
    }));
}

/** kubectl puts the time before each line: `2026-01-01T00:00:00.123456789Z text`. */
function splitTimestamp(line: string): { readonly time: string; readonly text: string } {
  const space = line.indexOf(' ');
  return space < 0
    ? { time: line, text: '' }
    : { time: line.slice(0, space), text: line.slice(space + 1) };
}

const fractionDigits = 9;

/** Times as kubectl writes them lack final zeros, and then do not sort as text. */
function comparableTime(time: string): string {
  const [whole = '', fraction = ''] = time.replace(/Z$/, '').split('.');
  return `${whole}.${fraction.padEnd(fractionDigits, '0')}`;
}

export interface LogRequest {
  readonly kubectl: Kubectl;
  readonly followKubectl: KubectlFollow;
  /** Labels by which the pods of the release are found. */
  readonly selectors: readonly Readonly<Record<string, string>>[];
  /** How far back the logs that are there already are shown, such as `10m`. */
  readonly since?: string;
  /** How many lines of the logs that are there already are shown. */
  readonly tail?: number;
  /** The logs of the containers before their last restart, and only these. */
  readonly isPrevious: boolean;
  readonly isFollowing: boolean;
  readonly stop: AbortSignal;
  readonly write: (line: string) => void;
  /** Called when a pod appears or ends. */
  readonly say: (message: string) => void;
  readonly pollMilliseconds?: number;
}

const defaultPollMilliseconds = 1000;

interface Attachment {
  isOpen: boolean;
  lastTime: string;
}

/**
 * Shows the logs of all pods of a release; following, also of those that a restart or a rollout
 * brings. A connection that breaks is made again where it was, and no line is shown twice.
 */
export async function followLogs(request: LogRequest): Promise<void> {
  const { stop, isFollowing, pollMilliseconds = defaultPollMilliseconds } = request;
  const attachments = new Map<string, Attachment>();
  const open = new Set<Promise<void>>();
  let pods = new Set<string>();
  let isFirstPoll = true;
  do {
    const found = await readPods(request);
    if (stop.aborted) break;
    pods = reportPods(request, pods, found, isFirstPoll);
    const limits = isFirstPoll ? limitsOf(request) : [];
    for (const run of found.flatMap(runsOf).filter((each) => isWanted(request, each))) {
      const attached = attach(request, attachments, run, limits);
      if (attached === undefined) continue;
      open.add(attached);
      void attached.finally(() => open.delete(attached));
    }
    isFirstPoll = false;
    if (isFollowing) await pause(pollMilliseconds, stop);
  } while (isFollowing && !stop.aborted);
  await Promise.all(open);
}

function isWanted({ isPrevious }: LogRequest, { hasRestarted }: ContainerRun): boolean {
  return !isPrevious || hasRestarted;
}

function limitsOf({ since, tail }: LogRequest): string[] {
  return [
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(tail === undefined ? [] : [`--tail=${tail}`]),
  ];
}

async function readPods({ kubectl, selectors }: LogRequest): Promise<Pod[]> {
  const answer = await kubectl.try(['get', 'pods', '--output', 'json']);
  // A cluster that does not answer for a moment is asked again at the next poll.
  if (answer.exitCode !== 0) return [];
  const { items } = JSON.parse(answer.stdout) as { readonly items: readonly Pod[] };
  // A selector without labels would find the pods of all other releases, too.
  const usable = selectors.filter((labels) => Object.keys(labels).length > 0);
  return items.filter((pod) => usable.some((labels) => hasLabels(pod, labels)));
}

function reportPods(
  { say, isFollowing }: LogRequest,
  before: ReadonlySet<string>,
  found: readonly Pod[],
  isFirstPoll: boolean,
): Set<string> {
  const now = new Set(found.map(({ metadata }) => metadata.name));
  if (!isFollowing) return now;
  if (isFirstPoll && now.size === 0) say('there is no pod yet');
  for (const name of now) if (!before.has(name)) say(`pod ${name} appeared`);
  for (const name of before) if (!now.has(name)) say(`pod ${name} is gone`);
  return now;
}

/** Undefined where the log of that run is being read or has been read to its end. */
function attach(
  request: LogRequest,
  attachments: Map<string, Attachment>,
  run: ContainerRun,
  limits: readonly string[],
): Promise<void> | undefined {
  const known = attachments.get(run.key);
  if (known !== undefined && (known.isOpen || !run.isRunning)) return undefined;
  const attachment = known ?? { isOpen: true, lastTime: '' };
  attachment.isOpen = true;
  attachments.set(run.key, attachment);
  const from = attachment.lastTime === '' ? limits : [`--since-time=${attachment.lastTime}`];
  return readLog(request, run, attachment, from);
}

async function readLog(
  { followKubectl, isFollowing, isPrevious, stop, write }: LogRequest,
  { pod, container }: ContainerRun,
  attachment: Attachment,
  from: readonly string[],
): Promise<void> {
  const how = [...(isFollowing ? ['--follow'] : []), ...(isPrevious ? ['--previous'] : [])];
  const shown = attachment.lastTime === '' ? '' : comparableTime(attachment.lastTime);
  await followKubectl(['logs', pod, '--container', container, '--timestamps', ...how, ...from], {
    stop,
    onLine: (line) => {
      const { time, text } = splitTimestamp(line);
      if (comparableTime(time) <= shown) return;
      attachment.lastTime = time;
      write(`[${pod}/${container}] ${text}`);
    },
  });
  attachment.isOpen = false;
}
