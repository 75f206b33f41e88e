import type { Cluster, NotRead } from '../cluster/namespace.ts';
import { readEvents } from '../cluster/namespace.ts';
import type { EventLine } from '../release/events.ts';
import { eventLines } from '../release/events.ts';
import { releaseOf } from '../release/releases.ts';
import { lastLines } from '../text/untrusted.ts';
import { readTraces, releasesAsked } from './traces.ts';

const eventBytes = 64 * 1024;

export interface EventQuestion {
  readonly release?: string | undefined;
  readonly warningsOnly: boolean;
  readonly lines: number;
}

export interface EventAnswer {
  readonly namespace: string;
  readonly events: readonly EventLine[];
  /** Older ones that were left out. */
  readonly left: number;
  readonly notRead: readonly NotRead[];
}

/** What the controllers say of the objects, oldest first; Kubernetes forgets them after an hour. */
export async function readEventLines(
  cluster: Cluster,
  { release, warningsOnly, lines }: EventQuestion,
): Promise<EventAnswer> {
  const [traces, events] = await Promise.all([readTraces(cluster), readEvents(cluster)]);
  const [asked] = releasesAsked(release, traces, cluster.namespace);
  const all = eventLines(events, { warningsOnly }).filter(
    ({ object }) => release === undefined || isOf(object, asked ?? '', traces),
  );
  const { left } = lastLines(
    all.map((line) => JSON.stringify(line)),
    { lines, bytes: eventBytes },
  );
  return { namespace: cluster.namespace, events: all.slice(left), left, notRead: traces.notRead };
}

interface LiveObjects {
  readonly deployments: readonly { readonly metadata: Parameters<typeof releaseOf>[0] }[];
  readonly statefulSets: readonly { readonly metadata: Parameters<typeof releaseOf>[0] }[];
}

/** By the workload whose name the object's begins with: a pod that is gone has no labels any more. */
function isOf(
  object: string,
  release: string,
  { deployments, statefulSets }: LiveObjects,
): boolean {
  const name = object.replace(/^[^/]*\//, '');
  const owners = [...deployments, ...statefulSets].map(({ metadata }) => metadata);
  const [owner] = owners
    .filter((one) => name === one.name || name.startsWith(`${one.name}-`))
    .toSorted((one, other) => other.name.length - one.name.length);
  if (owner !== undefined) return releaseOf(owner) === release;
  return name === release || name.startsWith(`${release}-`);
}
