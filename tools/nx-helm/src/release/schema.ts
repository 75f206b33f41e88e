import { UserError } from '@taskora/base/errors';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { readImage } from '../image/image-description.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { schemaOf } from '../image/image-schema.ts';
import type { RolloutRecord } from './record.ts';
import { readAllRecords } from './records.ts';

/** What the images of a release declare now. */
export function declaredSchemas(workspaceRoot: string, images: readonly string[]): ImageSchema[] {
  return images.flatMap((project) => schemaOf(readImage(workspaceRoot, project)) ?? []);
}

/**
 * The newest version that any rollout may have made of each schema: also one that failed, whose
 * migration had run by then, and one of another release that has the same schema.
 */
export function newestSchemas(records: readonly RolloutRecord[]): Map<string, ImageSchema> {
  const newest = new Map<string, ImageSchema>();
  for (const schema of records.flatMap(({ schemas = [] }) => schemas)) {
    const known = newest.get(schema.name);
    if (known === undefined || known.version < schema.version) newest.set(schema.name, schema);
  }
  return newest;
}

/** The first schema that is too new for programs that were made for an older version of it. */
export function tooNewFor(
  programs: readonly ImageSchema[],
  databases: ReadonlyMap<string, ImageSchema>,
): { readonly program: ImageSchema; readonly database: ImageSchema } | undefined {
  for (const program of programs) {
    const database = databases.get(program.name);
    if (database !== undefined && program.version < database.oldest) return { program, database };
  }
  return undefined;
}

/** What the last run of a revision recorded; nothing is known of one from before schemas were. */
function schemasOf(records: readonly RolloutRecord[], revision: number): readonly ImageSchema[] {
  const record = records.findLast((one) => one.revision === revision && one.result === 'deployed');
  return record?.schemas ?? [];
}

/** The lowest of the kept revisions that would run on the schemas; revisions that never ran are none. */
export function lowestRunnable(
  revisions: readonly ReleaseRevision[],
  records: readonly RolloutRecord[],
  databases: ReadonlyMap<string, ImageSchema>,
): number | undefined {
  return revisions
    .filter(({ status }) => status === 'deployed' || status === 'superseded')
    .map(({ revision }) => revision)
    .filter((revision) => tooNewFor(schemasOf(records, revision), databases) === undefined)
    .toSorted((one, other) => one - other)[0];
}

interface SchemaCheck {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly revisions: readonly ReleaseRevision[];
  readonly isSchemaRestored?: boolean;
}

/**
 * What the programs of an old revision are made for. Where they cannot run on the schema of now, that is
 * said before anything rolls.
 */
export async function readTargetSchemas(
  { kubectl, release, revisions, isSchemaRestored = false }: SchemaCheck,
  target: number,
): Promise<readonly ImageSchema[]> {
  const all = await readAllRecords(kubectl);
  const own = all.get(release) ?? [];
  const databases = newestSchemas([...all.values()].flat());
  const programs = schemasOf(own, target);
  const found = isSchemaRestored ? undefined : tooNewFor(programs, databases);
  if (found === undefined) return programs;
  const { program, database } = found;
  const lowest = lowestRunnable(revisions.slice(0, -1), own, databases);
  throw new UserError(
    'NXHELM_SCHEMA_TOO_NEW',
    `revision ${target} is made for version ${program.version} of the schema ${program.name}, and the database is at ${database.version}, on which versions before ${database.oldest} cannot run; nothing was changed`,
    lowest === undefined
      ? `restore a backup of that time, then npx nx run ${release}:helm-rollback --revision ${target} --isSchemaRestored`
      : `npx nx run ${release}:helm-rollback --revision ${lowest}`,
    { project: release },
  );
}

/** Whether Helm may go back to what runs now, once the migration of what comes has run. */
export function canGoBack(
  present: readonly ImageSchema[],
  next: readonly ImageSchema[],
): { readonly isPossible: boolean; readonly because: string } {
  const found = tooNewFor(present, new Map(next.map((schema) => [schema.name, schema])));
  if (found === undefined) return { isPossible: true, because: '' };
  const { program, database } = found;
  return {
    isPossible: false,
    because: `its migration makes version ${database.version} of the schema ${database.name}, on which what runs now, made for ${program.version}, cannot run`,
  };
}
