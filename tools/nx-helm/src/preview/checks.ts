import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { leavesPreview } from './confinement.ts';
import { refuseDatabaseOfBase } from './database-of-base.ts';
import { podSpecOf, volumesOf } from './pod-access.ts';

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
  /** Those whose chart says so. */
  readonly withoutDatabase: ReadonlySet<string>;
  readonly isFork: boolean;
  /** The names by which the base is reached from outside of its cluster. */
  readonly hostsOfBase: ReadonlySet<string>;
}

/** Before anything of a preview is in the cluster: it touches nothing of the base, and a fork gets no secret. */
export function refuseUnfitRender(all: readonly RenderedRelease[], plan: PreviewPlan): void {
  const preview = all.flatMap(({ objects }) => objects);
  const { reached, withoutDatabase } = plan;
  for (const { release, objects } of all) {
    for (const object of objects) refuseOutside(release, object, plan);
    const ofBase = plan
      .dependenciesOf(release)
      .filter((name) => reached.includes(name) && !withoutDatabase.has(name));
    refuseDatabaseOfBase(release, objects, { ofBase, preview });
    if (plan.isFork) refuseSecrets(release, objects);
  }
}

function refuseOutside(release: string, object: KubernetesObject, plan: PreviewPlan): void {
  const why = leavesPreview(object, plan);
  if (why !== undefined) throw outside(release, why);
}

function outside(release: string, what: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_OUTSIDE',
    `a preview stays in its own namespace, and ${what}; nothing was deployed`,
    `set it under nxHelm.preview.releases.${release} in the environment's file`,
    { project: release },
  );
}

function refuseSecrets(release: string, objects: readonly KubernetesObject[]): void {
  const own = objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
  const read = new Set(objects.filter(({ kind }) => !texts.has(kind)).flatMap(secretsRead));
  // What the chart renders stands in the fork's own sources.
  const names = [...read].filter((name) => !own.includes(name)).toSorted();
  const driver = objects.flatMap(driversOf)[0];
  if (driver !== undefined) names.push(`of the driver ${driver}`);
  if (names.length === 0) return;
  throw new UserError(
    'NXHELM_PREVIEW_FORK',
    `it reads ${names.map((name) => `Secret ${name}`).join(', ')}, and the change of a fork gets none; nothing was deployed`,
    'read the change, push it to a branch of this repository, and preview that',
    { project: release },
  );
}

/** What these hold is text, whatever it is called. */
const texts: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

function secretsRead(object: KubernetesObject): string[] {
  const ofAccount = object.kind === 'ServiceAccount' ? object['secrets'] : [];
  const named = Array.isArray(ofAccount) ? ofAccount.flatMap(nameIn) : [];
  return [...named, ...secretsIn(object)];
}

/** Drivers of volumes may bring what is in no Secret of the cluster. */
function driversOf(object: KubernetesObject): string[] {
  return volumesOf(podSpecOf(object) ?? {}).flatMap(({ csi }) =>
    isPlainObject(csi) ? [String(csi['driver'])] : [],
  );
}

/** Names of the Secrets that something reads, has its images pulled with, or serves a certificate from. */
function secretsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    if (key === 'imagePullSecrets' && Array.isArray(below)) return below.flatMap(nameIn);
    if (key === 'secretName' && typeof below === 'string') return [below];
    const isReference = key === 'secret' || /secret(?:Key)?Ref$/i.test(key);
    return isReference && isPlainObject(below) ? nameIn(below) : secretsIn(below);
  });
}

/** Also of one that need not be there: it is read where it is. */
function nameIn(reference: unknown): string[] {
  if (!isPlainObject(reference)) return [];
  const name = reference['secretName'] ?? reference['name'];
  return typeof name === 'string' ? [name] : [];
}
