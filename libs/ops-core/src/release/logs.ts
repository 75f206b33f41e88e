import { UserError } from '@taskora/base/errors';
import type { Cluster } from '../cluster/namespace.ts';
import { pathOf } from '../cluster/namespace.ts';
import type { Pod } from '../cluster/schemas.ts';
import { isSecretName } from '../text/mask.ts';
import { lastLines, plainLine, plainLines } from '../text/untrusted.ts';

export const logLines = { usual: 100, most: 500 } as const;
/** Of one answer, whatever the number of its containers. */
export const logBytes = 64 * 1024;

export interface LogQuestion {
  readonly pods: readonly Pod[];
  readonly container?: string;
  readonly lines: number;
  readonly sinceMinutes?: number;
  /** Of the container before its last restart. */
  readonly previous: boolean;
  /** Only lines with this text. */
  readonly contains?: string;
}

export interface ContainerLog {
  readonly pod: string;
  readonly container: string;
  /** Oldest first. */
  readonly lines: readonly string[];
  /** Lines that were read and left out, because they are too many or too long. */
  readonly left: number;
  /** Why there are no lines; null where the log was read. */
  readonly notRead: string | null;
}

interface LoggedContainer {
  readonly pod: Pod;
  readonly container: string;
}

export interface FoundLogs {
  readonly logs: readonly ContainerLog[];
  /** Containers that were not asked, because an answer has no room for them. */
  readonly left: number;
}

/** The last lines of each container, secrets masked; together at most what one answer may have. */
export async function readLogs(cluster: Cluster, question: LogQuestion): Promise<FoundLogs> {
  const all = containersOf(question);
  const containers = all.slice(0, Math.min(question.lines, containersMost));
  const count = Math.max(1, containers.length);
  const share = {
    lines: Math.floor(question.lines / count),
    bytes: Math.floor(logBytes / count),
  };
  const logs: ContainerLog[] = [];
  for (let begin = 0; begin < containers.length; begin += atOnce) {
    const some = containers.slice(begin, begin + atOnce);
    logs.push(...(await Promise.all(some.map((one) => readLog(cluster, one, question, share)))));
  }
  return { logs, left: all.length - containers.length };
}

const containersMost = 50;
/** Each holds its log in memory until it is masked. */
const atOnce = 4;

function containersOf({ pods, container, previous }: LogQuestion): LoggedContainer[] {
  return pods.flatMap((pod) => {
    const { containers, initContainers } = pod.spec;
    const statuses = [...pod.status.initContainerStatuses, ...pod.status.containerStatuses];
    // Those that begin a pod matter only while they hold it up.
    const waiting = initContainers.filter(({ name }) =>
      statuses.some((status) => status.name === name && !status.ready && !isDone(status)),
    );
    const restarted = (name: string): boolean =>
      statuses.some((status) => status.name === name && status.restartCount > 0);
    return [...waiting, ...containers, ...(container === undefined ? [] : initContainers)]
      .map(({ name }) => name)
      .filter((name, index, all) => all.indexOf(name) === index)
      .filter((name) => container === undefined || name === container)
      .filter((name) => !previous || restarted(name))
      .map((name) => ({ pod, container: name }));
  });
}

function isDone({ state }: Pod['status']['containerStatuses'][number]): boolean {
  return state.terminated?.exitCode === 0;
}

async function readLog(
  cluster: Cluster,
  { pod, container }: LoggedContainer,
  { sinceMinutes, previous, contains }: LogQuestion,
  share: { readonly lines: number; readonly bytes: number },
): Promise<ContainerLog> {
  const { name } = pod.metadata;
  const path = pathOf(cluster, 'core', `pods/${encodeURIComponent(name)}/log`, {
    container,
    timestamps: 'true',
    // With a filter the lines that match may be far back.
    tailLines: String(contains === undefined ? share.lines : filteredLines),
    ...(previous ? { previous: 'true' } : {}),
    ...(sinceMinutes === undefined ? {} : { sinceSeconds: String(sinceMinutes * 60) }),
  });
  const about = { pod: name, container };
  try {
    const text = await cluster.server.tail(
      path,
      contains === undefined ? share.bytes * 4 : readBytes,
    );
    return { ...about, ...shownLines(text, { pod, share, contains }), notRead: null };
  } catch (error) {
    if (!(error instanceof UserError) || !perContainer.has(error.code)) throw error;
    return { ...about, lines: [], left: 0, notRead: `${error.code}: ${plainLine(error.what)}` };
  }
}

const filteredLines = 5000;
/** With a filter; without one a few times what is shown, because colours and unseen characters go. */
const readBytes = 2 * 2 ** 20;
/** What one container of several may answer with. */
const perContainer = new Set(['OPS_NOT_FOUND', 'OPS_API_SERVER_FAILED']);

interface ShownFacts {
  readonly pod: Pod;
  readonly share: { readonly lines: number; readonly bytes: number };
  readonly contains: string | undefined;
}

export function shownLines(
  text: string,
  { pod, share, contains }: ShownFacts,
): Pick<ContainerLog, 'lines' | 'left'> {
  const all = plainLines(text, secretValues(pod))
    .filter((line) => line !== '')
    .filter((line) => contains === undefined || line.includes(contains));
  return lastLines(all, share);
}

/** What the pod was started with under the name of a secret, and would be one in its log as well. */
function secretValues({ spec }: Pod): string[] {
  return [...spec.initContainers, ...spec.containers].flatMap(({ env }) =>
    env.flatMap(({ name, value }) => (value !== undefined && isSecretName(name) ? [value] : [])),
  );
}
