import { isPlainObject } from '../../base/plain-object.ts';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import { historyIn, historyName } from '../../release/records.ts';
import type { ApiServer } from './api-server.ts';
import type { Need } from './database.ts';
import { isFit, needIn, oldestIn, schemaIn } from './database.ts';
import { deployedOf, revisionsOf } from './helm-storage.ts';
import type { Version } from './versions.ts';
import { release } from './versions.ts';

/**
 * What keeps the release from being as a version says, compared without the deployer's own code; nothing
 * where it is so.
 */
export function deviation(api: ApiServer, version: Version): string | undefined {
  const latest = revisionsOf(api, release).at(-1);
  if (latest?.status !== 'deployed') return `its last revision is ${latest?.status ?? 'absent'}`;
  if (latest.manifest !== version.manifest) return 'its last revision has another manifest';
  for (const wanted of version.objects.upgrade) {
    const title = `${wanted.kind} ${wanted.metadata.name}`;
    const live = api.get(wanted.kind, wanted.metadata.name);
    if (live === undefined) return `${title} is missing`;
    if (!isAsWanted(live, wanted)) return `${title} is not as rendered`;
    const foreign = live.metadata.managedFields?.find(({ manager }) => manager !== 'helm');
    if (foreign !== undefined) return `${title} has fields of ${foreign.manager ?? 'somebody'}`;
  }
  const names = new Set(
    version.objects.upgrade.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
  );
  const left = releaseObjects(api).find(
    ({ kind, metadata }) => !names.has(`${kind}/${metadata.name}`),
  );
  return left === undefined ? undefined : `${left.kind} ${left.metadata.name} was left behind`;
}

/** Revisions that were pending as upgrades: what a rollback goes back to migrates nothing. */
const upgrading = new WeakMap<ApiServer, Set<string>>();

/**
 * Whether what is just written makes a revision count as deployed whose migration did not run. Its pods may
 * not notice it.
 */
export function unmigrated(
  api: ApiServer,
  { kind, metadata }: KubernetesObject,
): string | undefined {
  const { labels = {}, name } = metadata;
  if (kind !== 'Secret' || labels['owner'] !== 'helm') return undefined;
  const pending = upgrading.get(api) ?? new Set();
  upgrading.set(api, pending);
  if (/^pending-(upgrade|install)$/.test(labels['status'] ?? '')) pending.add(name);
  if (labels['status'] !== 'deployed' || !pending.delete(name)) return undefined;
  const revision = revisionsOf(api, release).find(
    (each) => String(each.revision) === labels['version'],
  );
  const need = needIn(revision?.manifest ?? '');
  if (need === undefined || isFit(api, need)) return undefined;
  if (schemaIn(api) >= need.schema) return tooOld(`revision ${labels['version']}`, api, need);
  return `revision ${labels['version']} is deployed, and its migration to ${need.schema} did not run`;
}

const tooOld = (what: string, api: ApiServer, { schema }: Need): string =>
  `${what} is deployed, and its programs for ${schema} cannot run on a database of ${oldestIn(api)}`;

/**
 * Whether Helm's own rollback went back to programs that the migration before it has broken. Of what
 * another program deployed nothing is recorded, so Helm goes back to it.
 */
export function brokenRollback(api: ApiServer): string | undefined {
  const deployed = deployedOf(revisionsOf(api, release));
  const need = needIn(deployed?.manifest ?? '');
  if (deployed === undefined || need === undefined || need.schema >= oldestIn(api))
    return undefined;
  const { revision, labels } = deployed;
  const isOwn = labels['revision'] === String(revision);
  return isOwn ? tooOld(`after a rollback revision ${revision}`, api, need) : undefined;
}

function releaseObjects(api: ApiServer): KubernetesObject[] {
  return api
    .all()
    .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm');
}

/** This API server has no defaults, so nothing else may be in what a chart writes. */
function isAsWanted(live: KubernetesObject, wanted: KubernetesObject): boolean {
  const isSame = (part: 'data' | 'spec'): boolean =>
    contains(live[part], wanted[part]) && contains(wanted[part], live[part]);
  return contains(live, wanted) && isSame('data') && isSame('spec');
}

function contains(live: unknown, wanted: unknown): boolean {
  if (!isPlainObject(wanted)) return JSON.stringify(live) === JSON.stringify(wanted);
  if (!isPlainObject(live)) return false;
  return Object.entries(wanted).every(([key, value]) => contains(live[key], value));
}

/** How the plugin's history and Helm's differ; nothing where they agree. */
export function historyDifference(api: ApiServer): string | undefined {
  const { records } = historyIn(api.get('ConfigMap', historyName(release)) as never);
  const revisions = revisionsOf(api, release);
  const last = revisions.at(-1)?.revision ?? 0;
  for (const { revision, status, labels } of revisions) {
    // What another program made is not the plugin's to record.
    if (labels['revision'] !== String(revision)) continue;
    const own = records.filter((record) => record.revision === revision);
    if (own.length === 0) return `revision ${revision} (${status}) has no record`;
    const ran = ['deployed', 'superseded'].includes(status);
    if (ran && !own.some(({ result }) => result === 'deployed')) {
      return `revision ${revision} is ${status}, and no record says that it was deployed`;
    }
  }
  const ahead = records.at(-1);
  if (ahead?.result === 'deployed' && ahead.revision > last) {
    return `a record tells of revision ${ahead.revision}, and Helm's last is ${last}`;
  }
  return undefined;
}

/** A Lease may be left only by a run that was killed. */
export function leftover(
  api: ApiServer,
  wasKilled: (processId: number) => boolean,
): string | undefined {
  const lease = api.list('Lease')[0];
  const [, processId] = String(lease?.spec?.['holderIdentity'] ?? '').split('/');
  if (lease === undefined || wasKilled(Number(processId))) return undefined;
  return `Lease ${lease.metadata.name} is left`;
}
