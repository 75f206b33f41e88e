import type { Workload } from '../chart/manifest-objects.ts';
import { mustBeAvailable } from '../chart/manifest-objects.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { readImage } from '../image/image-description.ts';
import type { MigratingImage } from '../image/migration-digest.ts';
import { readMigrationDigest } from '../image/migration-digest.ts';
import { readPushedImage } from '../image/registry.ts';
import { digest, readDatabaseIdentity } from './database-identity.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { hookTitles, migrationHooks } from './migration-hooks.ts';
import type { Migrated } from './records.ts';
import { readHistory } from './records.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { isOwn } from './standing.ts';
import { storedHooks } from './stored-release.ts';

function builtImages({ workspaceRoot, environment, images = [] }: DeployRequest): MigratingImage[] {
  return images.map((project) => {
    const image = readImage(workspaceRoot, project);
    return {
      project,
      references: [image.reference, ...pushedReferences(workspaceRoot, environment, image)],
      digest: readMigrationDigest(workspaceRoot, image),
    };
  });
}

/** Most environments have no registry. */
function pushedReferences(root: string, environment: string, image: ImageDescription): string[] {
  try {
    const { repository, digest: pushed } = readPushedImage(root, environment, image);
    return [`${repository}@${pushed}`];
  } catch {
    return [];
  }
}

/** What an upgrade's hooks would do, and which they are. */
interface Migration {
  readonly digest: string;
  readonly titles: readonly string[];
}

/**
 * All that decides what the upgrade's hooks do, as one digest: their content, what migrates, the database as
 * it is addressed now, and the installation. Undefined where any of it cannot be said. Read before
 * Helm begins: what changes while it works is then another digest the next time.
 */
async function readMigration(
  request: DeployRequest,
  { labels }: Pick<RolloutSchemas, 'labels'>,
): Promise<Migration | undefined> {
  const { kubectl, readRender, readMigrating = () => builtImages(request) } = request;
  const images = readMigrating();
  const projectOf = (image: string): string | undefined =>
    images.find(({ references }) => references.includes(image))?.project;
  const hooks = migrationHooks((await readRender()).upgrade, projectOf);
  if (hooks === undefined) return undefined;
  const digests = hooks.projects.map(
    (name) => images.find(({ project }) => project === name)?.digest,
  );
  if (digests.includes(undefined)) return undefined;
  const database = await readDatabaseIdentity(kubectl, hooks.references);
  if (database === undefined) return undefined;
  const { content, projects, titles } = hooks;
  const all = { content, projects, digests, database: database.exact, ...labels };
  return { digest: digest(all), titles };
}

/** Whether an upgrade may leave its hooks out, and what is to be recorded once it has ended well. */
export interface MigrationCheck {
  readonly isMigrated: boolean;
  readonly digest: string | undefined;
}

const unknown: MigrationCheck = { isMigrated: false, digest: undefined };

/**
 * The hooks are left out only where all of it is known and the same as at the last revision, and that one
 * is this plugin's and ended well with them. Read under the lock; what cannot be read lets them run.
 */
export async function checkMigration(
  request: DeployRequest,
  { action, reason, recovery }: Pick<RollDecision, 'action' | 'reason' | 'recovery'>,
  {
    schemas,
    revisions,
  }: { readonly schemas: RolloutSchemas; readonly revisions: readonly ReleaseRevision[] },
): Promise<MigrationCheck> {
  const { kubectl, release, isForced, workloads } = request;
  // Without a declared schema a backup that was restored could not be recorded.
  if (action !== 'upgrade' || !schemas.isDeclared) return unknown;
  try {
    const [now, { migrated }] = await Promise.all([
      readMigration(request, schemas),
      readHistory(kubectl, release),
    ]);
    const isPlain = reason === 'changed' && recovery.kind === 'none' && !isForced;
    const hasPods = haveAllPods(workloads);
    const latest = revisions.at(-1);
    const isSame = now !== undefined && isOf(migrated, latest) && migrated.digest === now.digest;
    const isKnown = isPlain && hasPods && schemas.isRecorded && isSame;
    const isMigrated = isKnown && (await areAll(now.titles, request, latest));
    return { digest: now?.digest, isMigrated };
  } catch {
    return unknown;
  }
}

/**
 * Without a pod nothing would show that the database was taken back in its place; and which of a release's
 * programs is the one that reads it, nobody says.
 */
function haveAllPods(workloads: readonly Workload[]): boolean {
  const lasting = workloads.filter(({ kind, isHook }) => !isHook && lastingKinds.has(kind));
  return lasting.length > 0 && lasting.every(mustBeAvailable);
}

const lastingKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/**
 * A template may ask the cluster, by `lookup` or `.Capabilities`, and have hooks there that the render on this
 * machine lacks. What Helm keeps of the latest revision has them.
 */
async function areAll(
  titles: readonly string[],
  request: DeployRequest,
  latest: ReleaseRevision | undefined,
): Promise<boolean> {
  const stored = hookTitles(await storedHooks(request, latest?.revision));
  return stored?.length === titles.length && stored.every((title, at) => title === titles[at]);
}

function isOf(
  migrated: Migrated | undefined,
  latest: ReleaseRevision | undefined,
): migrated is Migrated {
  return (
    migrated !== undefined &&
    latest?.status === 'deployed' &&
    isOwn(latest) &&
    latest.revision === migrated.revision
  );
}
