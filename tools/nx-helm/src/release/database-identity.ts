import { createHash } from 'node:crypto';
import { databaseAnnotation } from '../chart/database-annotation.ts';
import { parseManifests } from '../chart/manifest-objects.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** Objects that have the data; the others only lead to them. */
const holders: ReadonlySet<string> = new Set(['persistentvolumeclaim', 'pod']);
/** Objects whose content may be replaced under the same uid. */
const addresses: ReadonlySet<string> = new Set(['secret', 'configmap']);

/** What a hook names as its database; undefined where it names nothing, or what nobody can identify. */
export function databaseReferences({ metadata }: KubernetesObject): readonly string[] | undefined {
  const named = (metadata.annotations?.[databaseAnnotation] ?? '').split(/\s+/).filter(Boolean);
  const isKnown = named.every((each) => {
    const [kind = '', name = '', ...more] = each.split('/');
    return (holders.has(kind) || addresses.has(kind)) && name !== '' && more.length === 0;
  });
  return isKnown && named.length > 0 ? named : undefined;
}

const parsed = new Map<string, readonly KubernetesObject[]>();
const parsedMost = 16;

/** The hooks of a manifest; a rollout asks several times for those of the same one. */
export function hooksIn(manifest: string): readonly KubernetesObject[] {
  const known = parsed.get(manifest);
  if (known !== undefined) return known;
  if (parsed.size >= parsedMost) parsed.clear();
  const hooks = parseManifests(manifest).filter(
    ({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== undefined,
  );
  parsed.set(manifest, hooks);
  return hooks;
}

/** What all hooks of a manifest name together. */
export function referencesIn(manifest: string): readonly string[] {
  const named = hooksIn(manifest).flatMap((object) => databaseReferences(object) ?? []);
  return [...new Set(named)].toSorted();
}

export interface DatabaseIdentity {
  /** Differs where the data are others, and where nothing that has them is named also by a new Secret. */
  readonly data: string;
  /** Whether something that has the data is named, and not only what leads to them. */
  readonly isHeld: boolean;
  /** Differs also where an address or a password was written anew, whatever it is now. */
  readonly exact: string;
}

/**
 * Both as digests over uids and versions, never over what a Secret contains; undefined where nothing is
 * named, or one of the objects cannot be read.
 */
export async function readDatabaseIdentity(
  kubectl: Kubectl,
  references: readonly string[],
): Promise<DatabaseIdentity | undefined> {
  if (references.length === 0) return undefined;
  const found = await Promise.all(references.map((each) => readObject(kubectl, each)));
  const objects = found.filter((each) => each !== undefined);
  if (objects.length < found.length) return undefined;
  const withData = objects.filter(({ kind }) => holders.has(kind));
  const data = withData.length > 0 ? withData : objects;
  return {
    data: digest(data.map(({ kind, name, uid }) => [kind, name, uid])),
    isHeld: withData.length > 0,
    exact: digest(
      objects.map(({ kind, name, uid, version }) => [
        ...[kind, name, uid],
        addresses.has(kind) ? version : '',
      ]),
    ),
  };
}

interface IdentifiedObject {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly version: string;
}

async function readObject(
  kubectl: Kubectl,
  reference: string,
): Promise<IdentifiedObject | undefined> {
  const [kind = '', name = ''] = reference.split('/');
  const format = 'jsonpath={.metadata.uid} {.metadata.resourceVersion}';
  const { exitCode, stdout } = await kubectl.try(['get', kind, name, '--output', format]);
  const [uid = '', version = ''] = stdout.trim().split(' ');
  return exitCode === 0 && uid !== '' && version !== '' ? { kind, name, uid, version } : undefined;
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
