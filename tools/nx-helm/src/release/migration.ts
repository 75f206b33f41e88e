import { createHash } from 'node:crypto';
import { parseManifests } from '../chart/manifest-objects.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { readMigrationDigest } from '../image/migration-digest.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';

/**
 * On a hook that does nothing but migrate a database, its identity:
 * `secret/<name>/<key>`, `persistentvolumeclaim/<name>` and `pod/<name>`, separated by spaces. It is how
 * a chart agrees that the hook is left out where neither what migrates nor the database has changed.
 */
const databaseAnnotation = 'nx-helm/database';
const upgradeHooks = /\b(?:pre|post)-upgrade\b/;

const hookOf = ({ metadata }: KubernetesObject): string =>
  metadata.annotations?.['helm.sh/hook'] ?? '';

/** The databases of the upgrade's hooks; undefined where there is no hook, or one that has not agreed. */
function databasesOf(manifest: string): string[] | undefined {
  const hooks = parseManifests(manifest).filter((object) => upgradeHooks.test(hookOf(object)));
  const named = hooks.map(({ metadata }) => metadata.annotations?.[databaseAnnotation]?.trim());
  if (named.length === 0 || named.some((each) => each === undefined || each === '')) {
    return undefined;
  }
  return [...new Set(named.flatMap((each) => each?.split(/\s+/) ?? []))].toSorted();
}

/** What makes the object this one and no other that was given its name later. */
async function identityOf(kubectl: Kubectl, reference: string): Promise<string | undefined> {
  const [kind = '', name = '', key] = reference.split('/');
  const isSecret = kind === 'secret' && key !== undefined;
  if (!isSecret && !(['persistentvolumeclaim', 'pod'].includes(kind) && key === undefined)) {
    return undefined;
  }
  const { exitCode, stdout } = await kubectl.try(['get', kind, name, '--output', 'json']);
  if (exitCode !== 0) return undefined;
  const { metadata, data } = JSON.parse(stdout) as {
    readonly metadata: { readonly uid: string };
    readonly data?: Readonly<Record<string, string>>;
  };
  // The address without what it protects: only whether it is the same is of interest.
  return isSecret ? data?.[key] && digest(data[key]) : metadata.uid;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What the upgrade's hooks would migrate, and of which database, as one digest; undefined where that
 * cannot be said, so that the hooks run.
 */
export async function readMigration(request: DeployRequest): Promise<string | undefined> {
  const { workspaceRoot, images = [], kubectl } = request;
  const { upgrade } = await request.readRender();
  const databases = databasesOf(upgrade);
  if (databases === undefined || images.length === 0) return undefined;
  const digests = images.map((image) => readMigrationDigest(workspaceRoot, image));
  const identities = await Promise.all(databases.map((each) => identityOf(kubectl, each)));
  const facts = [...digests, ...identities];
  return facts.includes(undefined) ? undefined : digest(JSON.stringify(facts));
}

/** A release that is not as it should be is healed with all that belongs to an upgrade. */
const neverWithout: ReadonlySet<RollDecision['reason']> = new Set([
  'drift',
  'forced',
  'healed',
  'install',
]);

/** Whether the hooks did all of it with the last revision that ended well. */
export function isMigrated(
  { action, reason }: RollDecision,
  now: string | undefined,
  recorded: string | undefined,
): boolean {
  return action === 'upgrade' && !neverWithout.has(reason) && now !== undefined && now === recorded;
}
