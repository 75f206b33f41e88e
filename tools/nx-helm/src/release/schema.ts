import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { programsOf } from './schema-label.ts';

/** Schemas by their names. */
export type Schemas = ReadonlyMap<string, ImageSchema>;

/** The higher version; of the same one, that on which fewer programs run. */
export function newerOf(one: ImageSchema | undefined, other: ImageSchema): ImageSchema {
  if (one === undefined || one.version < other.version) return other;
  if (one.version > other.version) return one;
  return one.oldest > other.oldest ? one : other;
}

/** What is there once the migrations to the given versions have run as well. */
export function mergeSchemas(present: Schemas, added: readonly ImageSchema[]): Schemas {
  const merged = new Map(present);
  for (const schema of added) merged.set(schema.name, newerOf(merged.get(schema.name), schema));
  return merged;
}

/** A program that cannot run on a database, and what it finds there. */
export interface Misfit {
  readonly program: ImageSchema;
  readonly database: ImageSchema;
}

/**
 * The first schema on which programs cannot run as it is: it is too new for them, or it was taken back to
 * before them, and only a deploy would migrate it.
 */
export function misfitOf(programs: readonly ImageSchema[], databases: Schemas): Misfit | undefined {
  for (const program of programs) {
    const database = databases.get(program.name);
    if (database === undefined) continue;
    if (program.version < database.oldest || program.version > database.version) {
      return { program, database };
    }
  }
  return undefined;
}

/** Whether the database is older than the programs, which only a restored backup makes it. */
export function isTakenBack({ program, database }: Misfit): boolean {
  return program.version > database.version;
}

/** In one clause, to follow "revision 3 is". */
export function describeMisfit(misfit: Misfit): string {
  const { program, database } = misfit;
  const made = `made for version ${program.version} of the schema ${program.name}`;
  return isTakenBack(misfit)
    ? `${made}, and its database was taken back to ${database.version}`
    : `${made}, and its database is migrated up to ${database.version}, on which versions before ${database.oldest} cannot run`;
}

/** Which of the revisions that once ran would run on a database; each list has the newest first. */
export interface GoingBack {
  readonly to: readonly number[];
  readonly notTo: readonly number[];
  /** Revisions of which nothing is recorded, or whose images declared nothing. */
  readonly unknown: readonly number[];
}

/** Of a release that has to do with a schema: what declares none may have worked with it all the same. */
export function goingBack(revisions: readonly ReleaseRevision[], databases: Schemas): GoingBack {
  const to: number[] = [];
  const notTo: number[] = [];
  const unknown: number[] = [];
  for (const revision of revisions.filter(hasRun).toReversed()) {
    const programs = programsOf(revision);
    if (programs === undefined || programs.length === 0) unknown.push(revision.revision);
    else if (misfitOf(programs, databases) === undefined) to.push(revision.revision);
    else notTo.push(revision.revision);
  }
  return { to, notTo, unknown };
}

export function hasRun({ status }: ReleaseRevision): boolean {
  return status === 'deployed' || status === 'superseded';
}

/**
 * Why Helm must not go back by itself to what ran last, once the migration of what comes has run; nothing
 * where it may, and where nothing is recorded of what ran.
 */
export function whyNotBack(
  revisions: readonly ReleaseRevision[],
  databases: Schemas,
): string | undefined {
  const good = revisions.findLast(hasRun);
  const found = good && misfitOf(programsOf(good) ?? [], databases);
  if (good === undefined || found === undefined) return undefined;
  return `revision ${good.revision} is ${describeMisfit(found)}`;
}
