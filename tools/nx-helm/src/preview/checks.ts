import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import { databaseAnnotation } from '../release/database-identity.ts';

/** A release as it was rendered for a preview, hooks included. */
export interface RenderedRelease {
  readonly release: string;
  readonly objects: readonly KubernetesObject[];
}

interface PreviewPlan {
  readonly namespace: string;
  /** Releases that each one depends on, at any distance. */
  readonly dependenciesOf: (release: string) => readonly string[];
  /** Those that are reached in the base. */
  readonly reached: readonly string[];
  readonly isFork: boolean;
  /** The names by which the base is reached from outside of its cluster. */
  readonly hostsOfBase: ReadonlySet<string>;
}

/** Before anything of a preview is in the cluster: it touches nothing of the base, and a fork gets no secret. */
export function refuseUnfitRender(all: readonly RenderedRelease[], plan: PreviewPlan): void {
  for (const { release, objects } of all) {
    for (const object of objects) refuseOutside(release, object, plan);
    refuseDatabaseOfBase(release, objects, plan);
    if (plan.isFork) refuseSecrets(release, objects);
  }
}

function refuseOutside(release: string, object: KubernetesObject, plan: PreviewPlan): void {
  const { namespace } = object.metadata;
  if (namespace !== undefined && namespace !== plan.namespace) {
    throw outside(release, `${titleOf(object)} is in the namespace ${namespace}`);
  }
  const port = nodePortOf(object);
  if (port !== undefined) {
    throw outside(release, `${titleOf(object)} takes port ${port} of every node`);
  }
  const host = hostsOf(object).find((each) => plan.hostsOfBase.has(each));
  if (host !== undefined) {
    throw outside(release, `${titleOf(object)} takes requests to ${host}, which are the base's`);
  }
}

function nodePortOf({ kind, spec }: KubernetesObject): number | undefined {
  if (kind !== 'Service') return undefined;
  const ports = (spec?.['ports'] ?? []) as readonly { readonly nodePort?: number }[];
  return ports.find(({ nodePort }) => nodePort !== undefined)?.nodePort;
}

/** Of an Ingress or a route of a Gateway. */
export function hostsOf({ kind, spec }: KubernetesObject): readonly string[] {
  if (kind === 'Ingress') {
    const rules = (spec?.['rules'] ?? []) as readonly { readonly host?: string }[];
    return rules.flatMap(({ host }) => host ?? []);
  }
  return kind.endsWith('Route') ? ((spec?.['hostnames'] ?? []) as readonly string[]) : [];
}

function outside(release: string, what: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_OUTSIDE',
    `a preview stays in its own namespace, and ${what}; nothing was deployed`,
    `set it under nxHelm.preview.releases.${release} in the environment's file`,
    { project: release },
  );
}

/** A migration changes what others use, and the base is theirs. */
function refuseDatabaseOfBase(
  release: string,
  objects: readonly KubernetesObject[],
  { dependenciesOf, reached }: PreviewPlan,
): void {
  const migrates = objects.some(
    ({ metadata }) => metadata.annotations?.[databaseAnnotation] !== undefined,
  );
  if (!migrates) return;
  const ofBase = dependenciesOf(release).filter((name) => reached.includes(name));
  if (ofBase.length === 0) return;
  throw new UserError(
    'NXHELM_PREVIEW_DATABASE',
    `it migrates a database, and ${ofBase.join(', ')}, which it depends on, would be that of the base; nothing was deployed`,
    `name it in the annotation nx-helm/preview-with of the chart of ${release}`,
    { project: release },
  );
}

function refuseSecrets(release: string, objects: readonly KubernetesObject[]): void {
  const own = objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
  const read = new Set(objects.flatMap((object) => secretsIn(object)));
  // What the chart renders stands in the fork's own sources.
  const names = [...read].filter((name) => !own.includes(name)).toSorted();
  if (names.length === 0) return;
  throw new UserError(
    'NXHELM_PREVIEW_FORK',
    `it reads ${names.map((name) => `Secret ${name}`).join(', ')}, and the change of a fork gets none; nothing was deployed`,
    'read the change, push it to a branch of this repository, and preview that',
    { project: release },
  );
}

const secretReferences: ReadonlySet<string> = new Set(['secretKeyRef', 'secretRef', 'secret']);

/** Names of the Secrets that something reads, or has its images pulled with. */
function secretsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    if (key === 'imagePullSecrets' && Array.isArray(below)) return below.flatMap(nameIn);
    return secretReferences.has(key) && isPlainObject(below) ? nameIn(below) : secretsIn(below);
  });
}

function nameIn(reference: unknown): string[] {
  if (!isPlainObject(reference) || reference['optional'] === true) return [];
  const name = reference['secretName'] ?? reference['name'];
  return typeof name === 'string' ? [name] : [];
}
