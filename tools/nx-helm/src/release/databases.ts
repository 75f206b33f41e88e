import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import type { ConfigMap } from '../cluster/config-map.ts';
import { changeConfigMap, readConfigMap } from '../cluster/config-map.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { isSchema } from '../image/image-schema.ts';
import type { Schemas } from './schema.ts';
import { mergeSchemas } from './schema.ts';
import { installationOf, standingOf } from './standing.ts';

/** One for all releases of a namespace, because several may share a schema. */
export const databasesName = 'nx-helm-databases';
const databasesKey = 'databases.json';
/** Those of databases that are gone stay until others take their place. */
const entriesMost = 60;

/** The newest version that a schema of a database may have been migrated to. */
interface DatabaseEntry extends ImageSchema {
  /** Which database it is, by `DatabaseIdentity.data`; absent where that was not known. */
  readonly database?: string;
  /** The release that wrote it, and its installation: another one may have another database. */
  readonly release: string;
  readonly life: string;
}

/** What is there when the entries are read: they hold only of the database that they are of. */
export interface PresentDatabase {
  readonly identity: string | undefined;
  readonly lives: ReadonlyMap<string, string>;
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
): Promise<Schemas | undefined> {
  const entries = entriesIn(await readConfigMap(kubectl, databasesName));
  return entries && schemasOf(entries.filter((entry) => holds(entry, present)));
}

interface Declaring {
  readonly release: string;
  readonly life: string;
  readonly schemas: readonly ImageSchema[];
  readonly present: PresentDatabase;
}

/**
 * Before Helm begins, because a run that is killed may have migrated by then. Without the entry a later
 * rollback would go where nothing runs, so a rollout that cannot write it fails with nothing changed.
 */
export async function recordMigration(kubectl: Kubectl, declaring: Declaring): Promise<void> {
  const { release, present } = declaring;
  await write(kubectl, declaring, {
    merge: mergeSchemas,
    // Another release has its own installation, and perhaps another database of that schema.
    isReplaced: ({ database, release: other }) =>
      database === undefined ? other === release : database === present.identity,
  });
}

/** Where a person says that the database was taken back to what the programs are made for. */
export async function recordRestored(kubectl: Kubectl, declaring: Declaring): Promise<void> {
  const { present } = declaring;
  await write(kubectl, declaring, {
    merge: (_known, schemas) => mergeSchemas(new Map(), schemas),
    isReplaced: (entry) => holds(entry, present),
  });
}

interface Writing {
  readonly merge: (known: Schemas, schemas: readonly ImageSchema[]) => Schemas;
  readonly isReplaced: (entry: DatabaseEntry) => boolean;
}

async function write(
  kubectl: Kubectl,
  { release, life, present, schemas }: Declaring,
  { merge, isReplaced }: Writing,
): Promise<void> {
  if (schemas.length === 0) return;
  const names = new Set(schemas.map(({ name }) => name));
  const errorText = await changeConfigMap(kubectl, databasesName, (object) => {
    const entries = entriesIn(object) ?? [];
    const known = entries.filter((entry) => names.has(entry.name) && holds(entry, present));
    const added = [...merge(schemasOf(known), schemas).values()]
      .filter(({ name }) => names.has(name))
      .map((schema) => ({
        ...schema,
        ...(present.identity === undefined ? {} : { database: present.identity }),
        ...{ release, life },
      }));
    const replaced = entries.filter((entry) => names.has(entry.name) && isReplaced(entry));
    if (replaced.length === added.length && added.every((each) => isAmong(each, replaced))) {
      return undefined;
    }
    const others = entries.filter((entry) => !replaced.includes(entry));
    return {
      data: { [databasesKey]: JSON.stringify([...others, ...added].slice(-entriesMost)) },
    };
  });
  if (errorText === undefined) return;
  throw new UserError(
    'NXHELM_SCHEMA_NOT_RECORDED',
    `the schema that its images declare could not be recorded in ConfigMap ${databasesName}, without which no rollback can be refused: ${errorText}; nothing was changed`,
    `kubectl --namespace ${kubectl.namespace} auth can-i update configmaps`,
    { project: release },
  );
}

/** A release that shares the database may have written the same already. */
function isAmong(entry: DatabaseEntry, others: readonly DatabaseEntry[]): boolean {
  return others.some(
    (each) =>
      each.name === entry.name &&
      each.version === entry.version &&
      each.oldest === entry.oldest &&
      each.database === entry.database &&
      (entry.database !== undefined || each.life === entry.life),
  );
}

function schemasOf(entries: readonly DatabaseEntry[]): Schemas {
  return mergeSchemas(
    new Map(),
    entries.map(({ name, version, oldest }) => ({ name, version, oldest })),
  );
}

function holds(entry: DatabaseEntry, { identity, lives }: PresentDatabase): boolean {
  if (identity !== undefined && entry.database !== undefined) return entry.database === identity;
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
  const { database, release, life } = value as Partial<Record<keyof DatabaseEntry, unknown>>;
  return (
    (database === undefined || typeof database === 'string') &&
    typeof release === 'string' &&
    typeof life === 'string'
  );
}
