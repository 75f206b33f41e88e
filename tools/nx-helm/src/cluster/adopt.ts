import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { isPlainObject, mergePlainObjects } from '../base/plain-object.ts';
import type { Kubectl } from './connect.ts';
import type { ObjectDrift } from './drift.ts';
import { isForeign, isRestartAnnotation } from './foreign-fields.ts';
import type { Fields, KubernetesObject, ManagedFields } from './kubernetes-object.ts';

const attempts = 4;

export interface Adopting {
  readonly ignoredManagers?: readonly string[];
  /** The release is one that Helm has merged itself, and that the API server merges from now on. */
  readonly isGoingOver?: boolean;
}

/**
 * Makes Helm the owner of what other programs have added, so that its next server-side apply takes
 * it away: an apply removes only what its own manager owned before. Changed values need no such
 * care, because Helm applies with force. Objects that Helm never applied are left as they are, unless
 * the release goes over to the API server's merge. What is written by others meanwhile, such as a
 * status, makes the API server refuse, and is read again.
 */
export async function adoptForeignFields(
  kubectl: Kubectl,
  release: string,
  readDrift: () => Promise<readonly ObjectDrift[]>,
  adopting: Adopting = {},
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const drifts = (await readDrift()).filter(hasAdditions);
    const results = await Promise.all(
      drifts.map(({ actual }) => {
        const managedFields = adopted(actual, adopting);
        return managedFields === undefined
          ? undefined
          : writeManagers(kubectl, actual, managedFields);
      }),
    );
    const refused = results.find((result) => result !== undefined && result.exitCode !== 0);
    if (refused === undefined) return;
    if (attempt < attempts) continue;
    throw new UserError(
      'NXHELM_ADOPTION_FAILED',
      `fields that other programs added could not be adopted: ${refused.stderr.trim()}`,
      `kubectl --namespace ${kubectl.namespace} auth can-i patch deployments`,
      { project: release },
    );
  }
}

type Changed = Extract<ObjectDrift, { readonly kind: 'changed' }>;

export function hasAdditions(drift: ObjectDrift): drift is Changed {
  return drift.kind === 'changed' && drift.added.length > 0;
}

/** The managed fields with all foreign ones merged into those that Helm applied. */
export function adopted(
  { metadata }: KubernetesObject,
  { ignoredManagers = [], isGoingOver = false }: Adopting = {},
): ManagedFields[] | undefined {
  const entries = metadata.managedFields ?? [];
  const helm = entries.find(isApplied) ?? (isGoingOver ? entries.find(isHelms) : undefined);
  if (helm === undefined) return undefined;
  const foreign = entries.filter((entry) => isForeign(entry, ignoredManagers));
  const fieldsV1 = foreign.reduce<Fields>(
    (merged, entry) => mergePlainObjects(merged, withoutRestartAnnotations(entry.fieldsV1 ?? {})),
    helm.fieldsV1 ?? {},
  );
  return entries
    .filter((entry) => !foreign.includes(entry))
    .map((entry) => (entry === helm ? { ...entry, operation: 'Apply', fieldsV1 } : entry));
}

function isHelms({ manager, subresource }: ManagedFields): boolean {
  return manager === 'helm' && subresource === undefined;
}

function isApplied(entry: ManagedFields): boolean {
  return isHelms(entry) && entry.operation === 'Apply';
}

/** Whether the API server has merged the object for Helm, or is to do so from now on. */
export function isAppliedByHelm({ metadata }: KubernetesObject): boolean {
  return (metadata.managedFields ?? []).some(isApplied);
}

/** Taking the annotation of a restart away would restart the pods again. */
function withoutRestartAnnotations(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !isRestartAnnotation(`[${name.slice(2)}]`))
      .map(([name, below]) => [
        name,
        isPlainObject(below) ? withoutRestartAnnotations(below) : below,
      ]),
  );
}

/** Refused by the API server if somebody has written the object in between. */
function writeManagers(
  kubectl: Kubectl,
  { apiVersion, kind, metadata }: KubernetesObject,
  managedFields: readonly ManagedFields[],
): Promise<RunResult> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const resource = group === '' ? kind : `${kind}.${version ?? ''}.${group ?? ''}`;
  const patch = [
    { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    { op: 'replace', path: '/metadata/managedFields', value: managedFields },
  ];
  const place = metadata.namespace === undefined ? [] : ['--namespace', metadata.namespace];
  return kubectl.try([
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
