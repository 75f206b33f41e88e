import type { Kubectl } from '../kubernetes/kubectl.ts';
import type { ObjectDrift } from './drift.ts';
import { isForeign } from './foreign-fields.ts';
import type { Fields, KubernetesObject, ManagedFields } from './kubernetes-object.ts';
import { isFields } from './kubernetes-object.ts';

/**
 * Makes Helm the owner of what other programs have added, so that its next server-side apply takes
 * it away: an apply removes only what its own manager owned before. Changed values need no such
 * care, because Helm applies with force. Objects that Helm never applied are left as they are.
 */
export async function adoptForeignFields(
  kubectl: Kubectl,
  drifts: readonly ObjectDrift[],
  ignoredManagers: readonly string[] = [],
): Promise<void> {
  for (const drift of drifts) {
    if (drift.kind === 'missing' || drift.added.length === 0) continue;
    const managedFields = adopted(drift.actual, ignoredManagers);
    if (managedFields !== undefined) await writeManagers(kubectl, drift.actual, managedFields);
  }
}

/** The managed fields with all foreign ones merged into those that Helm applied. */
export function adopted(
  { metadata }: KubernetesObject,
  ignoredManagers: readonly string[] = [],
): ManagedFields[] | undefined {
  const entries = metadata.managedFields ?? [];
  const helm = entries.find(
    ({ manager, operation, subresource }) =>
      manager === 'helm' && operation === 'Apply' && subresource === undefined,
  );
  if (helm === undefined) return undefined;
  const foreign = entries.filter((entry) => isForeign(entry, ignoredManagers));
  const fieldsV1 = [helm, ...foreign].reduce<Fields>(
    (merged, entry) => mergeFields(merged, entry.fieldsV1 ?? {}),
    {},
  );
  return entries
    .filter((entry) => !foreign.includes(entry))
    .map((entry) => (entry === helm ? { ...entry, fieldsV1 } : entry));
}

function mergeFields(first: Fields, second: Fields): Fields {
  const merged: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = merged[name];
    merged[name] = isFields(before) && isFields(value) ? mergeFields(before, value) : value;
  }
  return merged;
}

/** Refused by the API server if somebody has written the object in between, and then tried no further. */
async function writeManagers(
  kubectl: Kubectl,
  { apiVersion, kind, metadata }: KubernetesObject,
  managedFields: readonly ManagedFields[],
): Promise<void> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const resource = group === '' ? kind : `${kind}.${version ?? ''}.${group ?? ''}`;
  const patch = [
    { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    { op: 'replace', path: '/metadata/managedFields', value: managedFields },
  ];
  const place = metadata.namespace === undefined ? [] : ['--namespace', metadata.namespace];
  await kubectl.read([
    'patch',
    resource,
    metadata.name,
    ...place,
    '--type',
    'json',
    '--patch',
    JSON.stringify(patch),
  ]);
}
