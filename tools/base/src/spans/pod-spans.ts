import type { Span } from './span.ts';

/**
 * What `kubectl get --watch` is asked to write of pods and Jobs: a line an event, its parts separated by
 * spaces, because it aligns columns that are separated by tabs (kubectl 1.34).
 */
export const eventTemplate = [
  '.metadata.uid',
  '.metadata.name',
  '.metadata.creationTimestamp',
  '.metadata.labels',
  '.status',
]
  .map((part) => `{${part}}`)
  .join(' ')
  .concat('{"\\n"}');

interface Condition {
  readonly type: string;
  readonly status: string;
}

type Labels = Readonly<Record<string, string>>;

interface Status {
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly { readonly state?: { readonly running?: object } }[];
}

/** The moments of one object, in milliseconds since 1970, each when it was first seen to be so. */
interface Moments {
  readonly name: string;
  readonly created: number;
  scheduled?: number;
  started?: number;
  ready?: number;
  complete?: number;
}

const holds = (status: Status, type: string): boolean =>
  status.conditions?.some((each) => each.type === type && each.status === 'True') ?? false;

function note(moments: Moments, status: Status, now: number): void {
  if (holds(status, 'PodScheduled')) moments.scheduled ??= now;
  const containers = status.containerStatuses ?? [];
  const isRunning = containers.length > 0 && containers.every(({ state }) => state?.running);
  if (isRunning) moments.started ??= now;
  if (holds(status, 'Ready')) moments.ready ??= now;
  if (holds(status, 'Complete')) moments.complete ??= now;
}

function between(name: Span['name'], of: string, from?: number, to?: number): Span[] {
  return from === undefined || to === undefined ? [] : [{ name, of, startMs: from, endMs: to }];
}

/** Neither names nor labels have spaces; of labels there may be none. */
const event = /^(\S+) (\S+) (\S+) (\{\S*\})? ?(\{.*\})?\s*$/;

/** A line that is not what was asked for says nothing. */
function parsed(text: string): object {
  try {
    return text === '' ? {} : (JSON.parse(text) as object);
  } catch {
    return {};
  }
}

export interface PodSpansOptions {
  /** When the run began: objects that were made in an earlier second are not of it. */
  readonly startMs: number;
  readonly isOwnPod?: (labels: Labels) => boolean;
  readonly isOwnJob?: (name: string) => boolean;
}

/**
 * The spans of the pods and Jobs that come while it watches. Kubernetes notes its moments in whole
 * seconds, so the times are those at which this process received the events.
 */
export class PodSpans {
  readonly #since: number;
  readonly #isOwnPod: (labels: Labels) => boolean;
  readonly #isOwnJob: (name: string) => boolean;
  readonly #pods = new Map<string, Moments>();
  readonly #jobs = new Map<string, Moments>();

  constructor({ startMs, isOwnPod = () => true, isOwnJob = () => true }: PodSpansOptions) {
    this.#since = Math.floor(startMs / 1000) * 1000;
    this.#isOwnPod = isOwnPod;
    this.#isOwnJob = isOwnJob;
  }

  pod(line: string, now = Date.now()): void {
    this.#take(this.#pods, line, { now, isOwn: (_name, labels) => this.#isOwnPod(labels) });
  }

  job(line: string, now = Date.now()): void {
    this.#take(this.#jobs, line, { now, isOwn: this.#isOwnJob });
  }

  #take(
    objects: Map<string, Moments>,
    line: string,
    { now, isOwn }: { now: number; isOwn: (name: string, labels: Labels) => boolean },
  ): void {
    const [, uid = '', name = '', created = '', labels = '', status = ''] = event.exec(line) ?? [];
    if (uid === '' || Date.parse(created) < this.#since) return;
    if (!isOwn(name, parsed(labels) as Labels)) return;
    const moments = objects.get(uid) ?? { name, created: now };
    objects.set(uid, moments);
    note(moments, parsed(status), now);
  }

  /** A pod of a Job is its Job's span alone. */
  spans(): Span[] {
    const pods = [...this.#pods.values()].flatMap(({ name, created, scheduled, started, ready }) =>
      this.#isOfJob(name)
        ? []
        : [
            ...between('scheduling', name, created, scheduled),
            ...between('start', name, scheduled, started),
            ...between('ready', name, started, ready),
          ],
    );
    const jobs = [...this.#jobs.values()].flatMap(({ name, created, complete }) =>
      between('hook', name, created, complete),
    );
    return [...jobs, ...pods];
  }

  #isOfJob(pod: string): boolean {
    return [...this.#jobs.values()].some(({ name }) => pod.startsWith(`${name}-`));
  }
}
