import { messageOf, UserError } from '@taskora/base/errors';
import type { ReleaseRevision, Releases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { readDatabaseIdentity, referencesIn } from './database-identity.ts';
import type { PresentDatabase } from './databases.ts';
import { databasesName, lifeOf, livesOf, readDatabases, recordRestored } from './databases.ts';
import type { Schemas } from './schema.ts';
import { describeMisfit, goingBack, isTakenBack, misfitOf } from './schema.ts';
import { programsOf } from './schema-label.ts';
import type { ReleasePlace } from './stored-release.ts';
import { storedManifest } from './stored-release.ts';

interface RollbackCheck extends ReleasePlace {
  readonly kubectl: Kubectl;
  readonly releases: Releases;
  readonly present: ReleaseRevision;
  readonly target: ReleaseRevision;
  /** Of the target. */
  readonly manifest: string;
  /** A person says that the database was taken back to what the target is made for. */
  readonly isSchemaRestored: boolean;
}

/**
 * Says before anything rolls that the programs of the old revision cannot run on the database, because a
 * rollback runs no migration. What is not known keeps nobody from an urgent rollback.
 */
export async function refuseUnfitDatabase(check: RollbackCheck): Promise<void> {
  const { release, releases, target, isSchemaRestored } = check;
  const revisions = releases.get(release) ?? [];
  if (!revisions.some(declaresSchema)) return;
  const programs = declaresSchema(target) ? programsOf(target) : undefined;
  if (programs === undefined) {
    warn(check, `it is not recorded for which schema revision ${target.revision} is made`);
    return;
  }
  const database = await readPresent(check).catch((error: unknown) =>
    warn(check, messageOf(error)),
  );
  if (database === undefined) return;
  if (isSchemaRestored) await saveRestored(check, programs, database);
  else await refuseMisfit(check, programs, database);
}

/** One that says nothing may have programs that work with a schema all the same. */
function declaresSchema(revision: ReleaseRevision): boolean {
  return (programsOf(revision) ?? []).length > 0;
}

/** A deployer that may write no ConfigMap has to be able to go back, too. */
async function saveRestored(
  { release, releases, kubectl }: RollbackCheck,
  schemas: readonly ImageSchema[],
  present: PresentDatabase,
): Promise<void> {
  const life = lifeOf(releases, release);
  if (life === undefined) return;
  const why = await recordRestored(kubectl, { life, schemas, present }).then(
    (failure) => failure?.text,
    messageOf,
  );
  if (why === undefined) return;
  console.warn(
    `${release}: that the database was restored is not recorded in ConfigMap ${databasesName}, so the next rollback asks again: ${why}`,
  );
}

async function refuseMisfit(
  check: RollbackCheck,
  programs: readonly ImageSchema[],
  database: PresentDatabase,
): Promise<void> {
  const { release, releases, target, kubectl } = check;
  const known = await readDatabases(kubectl, database).catch((error: unknown) =>
    warn(check, messageOf(error)),
  );
  if (known === undefined) {
    warn(check, `ConfigMap ${databasesName} cannot be read`);
    return;
  }
  const misfit = misfitOf(programs, known.certain);
  if (misfit !== undefined) {
    throw new UserError(
      isTakenBack(misfit) ? 'NXHELM_SCHEMA_TOO_OLD' : 'NXHELM_SCHEMA_TOO_NEW',
      `revision ${target.revision} is ${describeMisfit(misfit)}; nothing was changed`,
      `${nearestFit(check, known.certain)}; where the database is at version ${misfit.program.version} (the migration never ran, or a backup was restored) npx nx run ${release}:helm-rollback --revision ${target.revision} --isSchemaRestored`,
      { project: release },
    );
  }
  const perhaps = misfitOf(programs, known.possible);
  if (perhaps !== undefined) {
    warn(check, `if another release has the same database, it is ${describeMisfit(perhaps)}`);
  }
  const silent = (releases.get(release) ?? []).filter(
    (each) => each.revision > target.revision && !declaresSchema(each),
  );
  if (silent.length > 0) {
    const numbers = silent.map(({ revision }) => revision).join(', ');
    warn(check, `to what revision ${numbers} has migrated it is not recorded`);
  }
}

/** The nearest revision that is known to run there and is something else than the present one. */
function nearestFit({ release, releases, present }: RollbackCheck, databases: Schemas): string {
  const others = (releases.get(release) ?? []).filter(
    ({ revision, labels }) =>
      revision < present.revision && labels['fingerprint'] !== present.labels['fingerprint'],
  );
  const [nearest] = goingBack(others, databases).to;
  return nearest === undefined
    ? `mend the present sources, then npx nx run ${release}:helm-deploy`
    : `npx nx run ${release}:helm-rollback --revision ${nearest}`;
}

async function readPresent(check: RollbackCheck): Promise<PresentDatabase> {
  const { kubectl, release, releases, manifest, present } = check;
  const named = referencesIn(manifest);
  // The first revision of a release has its migration as an object of its own, not as a hook.
  const references =
    named.length > 0 ? named : referencesIn(await storedManifest(check, present.revision));
  const identity = await readDatabaseIdentity(kubectl, references);
  return { identity, release, lives: livesOf(releases) };
}

function warn({ release, target }: RollbackCheck, why: string): undefined {
  console.warn(
    `${release}: whether revision ${target.revision} can run on the database is not known, ${why}`,
  );
}
