import type { Kubectl } from './kubectl.ts';

/** One revision of a Helm release, from the metadata of the Secret that Helm keeps for it. */
export interface ReleaseRevision {
  readonly revision: number;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ClusterState {
  /** By release, oldest revision first. */
  readonly releases: ReadonlyMap<string, readonly ReleaseRevision[]>;
  /** `Deployment/web` to its available pods. */
  readonly availablePods: ReadonlyMap<string, number>;
}

const row =
  '{.kind}{"\\t"}{.metadata.name}{"\\t"}{.metadata.labels}{"\\t"}{.status.availableReplicas}{"\\n"}';
const resources = 'secrets,deployments.apps,statefulsets.apps';

/** All that the decision to roll needs, of all releases, in one call. */
export async function readClusterState(kubectl: Kubectl): Promise<ClusterState> {
  const format = `jsonpath={range .items[*]}${row}{end}`;
  return parseClusterState(await kubectl.read(['get', resources, '--output', format]));
}

export function parseClusterState(rows: string): ClusterState {
  const releases = new Map<string, ReleaseRevision[]>();
  const availablePods = new Map<string, number>();
  for (const line of rows.split('\n').filter((text) => text !== '')) {
    const [kind = '', name = '', labelsText = '', available = ''] = line.split('\t');
    if (kind !== 'Secret') {
      availablePods.set(`${kind}/${name}`, Number(available || 0));
      continue;
    }
    const labels = JSON.parse(labelsText || '{}') as Record<string, string>;
    if (labels['owner'] !== 'helm' || labels['name'] === undefined) continue;
    const revisions = releases.get(labels['name']) ?? [];
    revisions.push({
      revision: Number(labels['version']),
      status: labels['status'] ?? 'unknown',
      labels,
    });
    releases.set(
      labels['name'],
      revisions.sort((a, b) => a.revision - b.revision),
    );
  }
  return { releases, availablePods };
}
