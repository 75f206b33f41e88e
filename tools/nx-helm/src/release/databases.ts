import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import type { ConfigMap, WriteFailure } from '../cluster/config-map.ts';
import { changeConfigMap, readConfigMap } from '../cluster/config-map.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { isSchema } from '../image/image-schema.ts';
import type { DatabaseIdentity } from './database-identity.ts';
import type { Schemas } from './schema.ts';
import { mergeSchemas } from './schema.ts';
import { installationOf, standingOf } from './standing.ts';

/** One for all releases of a namespace, because several may share a schema. */
export const databasesName = 'nx-helm-databases';
const databasesKey = 'databases.json';
/** Beyond it those go that hold of nothing any more, as of databases whose pods are gone. */
const entriesMost = 60;

/** The newest version that a release may have migrated a schema of a database to. */
interface DatabaseEntry extends ImageSchema {
  /** Which database it is, by `DatabaseIdentity.data`; absent where that was not known. */
  readonly database?: string;
  /** What has the data of that database is in the cluster, so another uid is another database. */
  readonly isHeld?: boolean;
  /** The release that wrote it, and its installation: another one may have another database. */
  readonly release: string;
  readonly life: string;
}

/** What is there when the entries are read: they hold only of the database that they are of. */
export interface PresentDatabase {
  /** Undefined where nobody can say which database it is. */
  readonly identity: Pick<DatabaseIdentity, 'data' | 'isHeld'> | undefined;
  /** The release whose database it is. */
  readonly release: string;
  readonly lives: ReadonlyMap<string, string>;
}

/** What is recorded that matters to a release. */
export interface RecordedSchemas {
  /** Of its database. */
  readonly certain: Schemas;
  /** Of other releases, of which nobody can say whether they have the same database. */
  readonly possible: Schemas;
}

/** Which installation a release is; Helm copies the label from each revision to the next. */
export function lifeOf(releases: Releases, release: string): string | undefined {
  const standing = standingOf({ revisions: releases.get(release) });
  return standing.isInstalled ? installationOf(standing.latest).life : undefined;
}

export function livesOf(releases: Releases): ReadonlyMap<string, string> {
  const lives = new Map<string, string>();
  for (const release of releases.keys()) {
    const life = lifeOf(releases, release);
    if (life !== undefined) lives.set(release, life);
  }
  return lives;
}

/**
 * To what versions the present database may have been migrated; undefined where somebody has made the
 * entries unreadable.
 */
export async function readDatabases(
  kubectl: Kubectl,
  present: PresentDatabase,
): Promise<RecordedSchemas | undefined> {
  const entries = entriesIn(await readConfigMap(kubectl, databasesName));
  if (entries === undefined) return undefined;
  const isCertain = (entry: DatabaseEntry): boolean => holds(entry, present);
  return {
    certain: schemasOf(entries.filter(isCertain)),
    possible: schemasOf(entries.filter((each) => !isCertain(each) && mayHold(each, present))),
  };
}

interface Declaring {
  readonly life: string;
  /** Between two attempts to write. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  readonly schemas: readonly ImageSchema[];
  readonly present: PresentDatabase;
}

/**
 * Before anything is changed, because a run that is killed may have migrated by then. Without the entry a
 * later rollback would go where nothing runs, so a rollout that cannot write it fails. Returns what takes
 * it back, for a rollout of which Helm began nothing.
 */
export async function recordMigration(
  kubectl: Kubectl,
  declaring: Declaring,
): Promise<() => Promise<void>> {
  const { present } = declaring;
  const { written, failure } = await write(kubectl, declaring, {
    merge: mergeSchemas,
    // Each release has an entry of its own, which is not touched by what another one does.
    isReplaced: (entry) => isOfRelease(entry, present) && isSameEntry(entry, present),
  });
  if (failure !== undefined) throw notRecorded(kubectl, present, failure);
  return () => takeBack(kubectl, declaring, written);
}

/**
 * Where a person says that the database was taken back to what the programs are made for. Returns why it
 * could not be written, where it could not.
 */
export async function recordRestored(
  kubectl: Kubectl,
  declaring: Declaring,
): Promise<WriteFailure | undefined> {
  const { present } = declaring;
  const { failure } = await write(kubectl, declaring, {
    merge: (_known, schemas) => mergeSchemas(new Map(), schemas),
    isReplaced: (entry) => holds(entry, present),
  });
  return failure;
}

/** What a writing has changed. */
interface Written {
  readonly replaced: readonly DatabaseEntry[];
  readonly added: readonly DatabaseEntry[];
}

/** Nothing where somebody has written something else of the same database since. */
async function takeBack(
  kubectl: Kubectl,
  { pause }: Declaring,
  { replaced, added }: Written,
): Promise<void> {
  if (added.length === 0) return;
  const failure = await changeConfigMap(
    kubectl,
    databasesName,
    (object) => {
      const entries = entriesIn(object) ?? [];
      if (!added.every((each) => isAmong(each, entries))) return undefined;
      const others = entries.filter((entry) => !isAmong(entry, added));
      return { data: { [databasesKey]: JSON.stringify([...others, ...replaced]) } };
    },
    pause,
  );
  if (failure !== undefined) throw new Error(`ConfigMap ${databasesName}: ${failure.text}`);
}

interface Writing {
  readonly merge: (known: Schemas, schemas: readonly ImageSchema[]) => Schemas;
  readonly isReplaced: (entry: DatabaseEntry) => boolean;
}

async function write(
  kubectl: Kubectl,
  { life, present, schemas, pause }: Declaring,
  { merge, isReplaced }: Writing,
): Promise<{ readonly written: Written; readonly failure: WriteFailure | undefined }> {
  let written: Written = { replaced: [], added: [] };
  if (schemas.length === 0) return { written, failure: undefined };
  const { release, identity } = present;
  const lives = new Map(present.lives).set(release, life);
  const names = new Set(schemas.map(({ name }) => name));
  const change = (object: ConfigMap | undefined) => {
    const entries = entriesIn(object) ?? [];
    const replaced = entries.filter((entry) => names.has(entry.name) && isReplaced(entry));
    const known = replaced.filter((entry) => holds(entry, present));
    const added = [...merge(schemasOf(known), schemas).values()].map((schema) => ({
      ...schema,
      ...(identity === undefined ? {} : { database: identity.data, isHeld: identity.isHeld }),
      ...{ release, life },
    }));
    if (replaced.length === added.length && added.every((each) => isAmong(each, replaced))) {
      written = { replaced: [], added: [] };
      return undefined;
    }
    written = { replaced, added };
    const others = entries.filter((entry) => !replaced.includes(entry));
    return { data: { [databasesKey]: JSON.stringify(bounded([...others, ...added], lives)) } };
  };
  const failure = await changeConfigMap(kubectl, databasesName, change, pause);
  return { written, failure };
}

/** Of a rollout, which has changed nothing yet. */
export function notRecorded(
  { namespace }: Kubectl,
  { release }: PresentDatabase,
  { text, isConflict }: WriteFailure,
): UserError {
  return new UserError(
    'NXHELM_SCHEMA_NOT_RECORDED',
    `the schema that its images declare could not be recorded in ConfigMap ${databasesName}, without which no rollback can be refused: ${text}; nothing was changed`,
    isConflict
      ? `npx nx run ${release}:helm-deploy once more, when fewer others are deployed`
      : `kubectl --namespace ${namespace} auth can-i update configmaps`,
    { project: release },
  );
}

/** Without the oldest of those that hold of nothing any more; one that may hold is never forgotten. */
function bounded(
  entries: readonly DatabaseEntry[],
  lives: ReadonlyMap<string, string>,
): readonly DatabaseEntry[] {
  const last = new Map(entries.map((entry) => [`${entry.release} ${entry.name}`, entry]));
  const isExpendable = (entry: DatabaseEntry): boolean =>
    lives.get(entry.release) !== entry.life || last.get(`${entry.release} ${entry.name}`) !== entry;
  const expendable = entries.filter(isExpendable);
  const dropped = new Set(expendable.slice(0, Math.max(0, entries.length - entriesMost)));
  return entries.filter((entry) => !dropped.has(entry));
}

function isAmong(entry: DatabaseEntry, others: readonly DatabaseEntry[]): boolean {
  const text = JSON.stringify(entry);
  return others.some((each) => JSON.stringify(each) === text);
}

function schemasOf(entries: readonly DatabaseEntry[]): Schemas {
  return mergeSchemas(
    new Map(),
    entries.map(({ name, version, oldest }) => ({ name, version, oldest })),
  );
}

/** Of the present database, or of the release itself where nobody can say that it has another one. */
function holds(entry: DatabaseEntry, present: PresentDatabase): boolean {
  const { identity } = present;
  const isOwn = isOfRelease(entry, present) && isAlive(entry, present);
  if (identity === undefined || entry.database === undefined) return isOwn;
  if (entry.database === identity.data) return true;
  // A Secret that was deleted and made again leads to the same database outside of the cluster.
  return isOwn && !identity.isHeld && entry.isHeld !== true;
}

/** Whether it is of another release that may have the same database. */
function mayHold(entry: DatabaseEntry, present: PresentDatabase): boolean {
  const isUnknown = present.identity === undefined || entry.database === undefined;
  return isUnknown && isAlive(entry, present);
}

/** Whether it says of the same database what a new entry of its release will say. */
function isSameEntry(entry: DatabaseEntry, present: PresentDatabase): boolean {
  if (entry.database === undefined) return true;
  return present.identity !== undefined && holds(entry, present);
}

function isOfRelease(entry: DatabaseEntry, { release }: PresentDatabase): boolean {
  return entry.release === release;
}

function isAlive(entry: DatabaseEntry, { lives }: PresentDatabase): boolean {
  return lives.get(entry.release) === entry.life;
}

function entriesIn(object: ConfigMap | undefined): readonly DatabaseEntry[] | undefined {
  try {
    const list: unknown = JSON.parse(object?.data?.[databasesKey] ?? '[]');
    return Array.isArray(list) && list.every(isEntry) ? list : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is DatabaseEntry {
  if (!isSchema(value)) return false;
  const { database, isHeld, release, life } = value as Partial<
    Record<keyof DatabaseEntry, unknown>
  >;
  return (
    (database === undefined || typeof database === 'string') &&
    (isHeld === undefined || typeof isHeld === 'boolean') &&
    typeof release === 'string' &&
    typeof life === 'string'
  );
}
