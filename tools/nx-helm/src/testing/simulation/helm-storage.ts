import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';

type Texts = Readonly<Record<string, string>>;

/** A revision as Helm keeps it: what it applied, with the status that it had when it was written. */
export interface StoredRelease {
  readonly name: string;
  readonly revision: number;
  status: string;
  readonly manifest: string;
  readonly labels: Texts;
  readonly applyMethod: 'ssa' | 'csa';
}

interface ReleaseSecret extends KubernetesObject {
  readonly release: StoredRelease;
}

const secretName = (name: string, revision: number): string =>
  `sh.helm.release.v1.${name}.v${revision}`;

function secretOf(release: StoredRelease): ReleaseSecret {
  const { name, revision, status, labels } = release;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretName(name, revision),
      labels: { ...labels, name, owner: 'helm', status, version: String(revision) },
    },
    release: { ...release },
  };
}

const system = new Set(['name', 'owner', 'status', 'version']);

/** Labels are those of the Secret, which somebody may have written since. */
function releaseOf(secret: KubernetesObject): StoredRelease {
  const { release, metadata } = secret as ReleaseSecret;
  const labels = Object.entries(metadata.labels ?? {}).filter(([name]) => !system.has(name));
  return { ...release, labels: Object.fromEntries(labels) };
}

/** All revisions that are kept, the oldest first. */
export function revisionsOf(api: ApiServer, name: string): StoredRelease[] {
  return api
    .list('Secret', { owner: 'helm', name })
    .map(releaseOf)
    .toSorted((one, other) => one.revision - other.revision);
}

/** The newest of those that count as deployed, as Helm takes it. */
export function deployedOf(revisions: readonly StoredRelease[]): StoredRelease | undefined {
  return revisions.findLast(({ status }) => status === 'deployed');
}

export function createRevision(api: ApiServer, release: StoredRelease): void {
  api.create(secretOf(release));
}

/** Without a condition: Helm writes what it has, whatever is there by now. */
export function writeRevision(api: ApiServer, release: StoredRelease): void {
  api.replace(secretOf(release));
}

export function removeRevision(api: ApiServer, { name, revision }: StoredRelease): void {
  api.remove('Secret', secretName(name, revision));
}

/** Revisions that go so that one more may come; the deployed one never does. */
export function surplusOf(revisions: readonly StoredRelease[], most: number): StoredRelease[] {
  const deployed = deployedOf(revisions);
  const removable = revisions.filter(({ revision }) => revision !== deployed?.revision);
  return removable.slice(0, Math.max(0, revisions.length - most));
}
