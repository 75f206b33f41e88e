import { UserError } from '@taskora/base/errors';
import type { Cluster, NotRead } from '../cluster/namespace.ts';
import { readPods } from '../cluster/namespace.ts';
import type { Pod } from '../cluster/schemas.ts';
import type { LogQuestion } from '../release/logs.ts';
import { readLogs } from '../release/logs.ts';
import { knownRelease, releaseOf } from '../release/releases.ts';
import { checkedName } from '../text/names.ts';

export interface ReleaseLogQuestion extends Omit<LogQuestion, 'pods'> {
  readonly release: string;
  /** One pod of the release. */
  readonly pod?: string;
}

/** The last lines that the containers of a release have written. */
export async function readReleaseLogs(cluster: Cluster, question: ReleaseLogQuestion) {
  const release = checkedName('release', question.release);
  const all = await readPods(cluster);
  const releases = new Set(all.map(({ metadata }) => releaseOf(metadata)).filter(Boolean));
  knownRelease(release, [...releases].toSorted(), cluster.namespace);
  const own = all.filter(({ metadata }) => releaseOf(metadata) === release);
  const pods = podsAsked(question, own);
  const { container } = question;
  if (container !== undefined) knownContainer(checkedName('container', container), pods);
  const { logs, left } = await readLogs(cluster, { ...question, pods });
  const notRead: readonly NotRead[] = [
    { what: `logs of ${left} more containers`, why: 'an answer has room for no more; name a pod' },
  ];
  return {
    namespace: cluster.namespace,
    release,
    logs,
    ...(left === 0 ? {} : { notRead }),
  };
}

function podsAsked({ pod, release }: ReleaseLogQuestion, own: readonly Pod[]): readonly Pod[] {
  if (pod === undefined) return own;
  const name = checkedName('pod', pod);
  const found = own.filter(({ metadata }) => metadata.name === name);
  if (found.length > 0) return found;
  throw new UserError(
    'OPS_POD_UNKNOWN',
    `release ${release} has no pod ${name}; it has ${own.map(({ metadata }) => metadata.name).join(', ')}`,
    'call ops_status, then name one of its pods',
  );
}

function knownContainer(name: string, pods: readonly Pod[]): void {
  const names = pods.flatMap(({ spec }) =>
    [...spec.initContainers, ...spec.containers].map((one) => one.name),
  );
  if (names.includes(name)) return;
  throw new UserError(
    'OPS_CONTAINER_UNKNOWN',
    `no such pod has a container ${name}; there are ${[...new Set(names)].join(', ')}`,
    'leave container out, or name one of these',
  );
}
