import type { Kubectl } from '../kubernetes/kubectl.ts';
import type { StoredRevision } from './stored-releases.ts';
import { parseStoredReleases } from './stored-releases.ts';

/** Something that needs images: a text that names them, and what it is, for people. */
export interface ImageUse {
  readonly user: string;
  readonly text: string;
}

/** Workloads that were made without Helm count as well, and pods that outlive theirs. */
const liveKinds = 'pods,deployments.apps,statefulsets.apps,daemonsets.apps,cronjobs.batch';

/**
 * Everything of the cluster, in all namespaces, that needs an image now or may need one again: other
 * checkouts deploy to other namespaces, and their images have the same names.
 */
export async function readImageUses(kubectl: Kubectl): Promise<ImageUse[]> {
  const everywhere = ['--all-namespaces', '--output', 'json'];
  const [stored, live] = await Promise.all([
    kubectl.read(['get', 'secrets,configmaps', '--selector', 'owner=helm', ...everywhere]),
    kubectl.read(['get', liveKinds, ...everywhere]),
  ]);
  return [...usesOfReleases(parseStoredReleases(stored)), ...usesOfObjects(live)];
}

/** Current revisions first, so that they are the reason that is told. */
export function usesOfReleases(revisions: readonly StoredRevision[]): ImageUse[] {
  const latest = new Map<string, number>();
  for (const { namespace, release, revision } of revisions) {
    const key = `${namespace}/${release}`;
    latest.set(key, Math.max(latest.get(key) ?? 0, revision));
  }
  const isLatest = ({ namespace, release, revision }: StoredRevision): boolean =>
    latest.get(`${namespace}/${release}`) === revision;
  const current = revisions.filter((stored) => isLatest(stored) || stored.status === 'deployed');
  const targets = revisions.filter((stored) => !current.includes(stored) && canBeTarget(stored));
  return [
    ...current.map((stored) => use('current revision of', stored)),
    ...targets.map((stored) => use('rollback target of', stored)),
  ];
}

/** Nobody rolls back to what never worked. */
function canBeTarget({ status }: StoredRevision): boolean {
  return status !== 'failed';
}

function use(role: string, stored: StoredRevision): ImageUse {
  const { namespace, release, revision, manifest } = stored;
  return { user: `${role} ${namespace}/${release}, revision ${revision}`, text: manifest };
}

interface LiveObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
  readonly status?: { readonly phase?: string };
}

const finishedPhases: readonly unknown[] = ['Succeeded', 'Failed'];

function usesOfObjects(json: string): ImageUse[] {
  const { items } = JSON.parse(json) as { readonly items: readonly LiveObject[] };
  return items
    .filter(({ kind, status }) => kind !== 'Pod' || !finishedPhases.includes(status?.phase))
    .map(({ kind, metadata, spec }) => ({
      user: `${kind.toLowerCase()} ${metadata.namespace ?? ''}/${metadata.name}`,
      text: JSON.stringify(spec ?? {}),
    }));
}
