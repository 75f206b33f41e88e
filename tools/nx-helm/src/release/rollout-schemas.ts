import { randomBytes } from 'node:crypto';
import { messageOf, UserError } from '@taskora/base/errors';
import { compareText } from '../base/text.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import { readImage } from '../image/image-description.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { schemaOf } from '../image/image-schema.ts';
import { readDatabaseIdentity, referencesIn } from './database-identity.ts';
import type { PresentDatabase, RecordedSchemas } from './databases.ts';
import {
  databasesName,
  lifeOf,
  livesOf,
  notRecorded,
  readDatabases,
  recordMigration,
  recordRestored,
} from './databases.ts';
import type { Decision } from './decide.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import type { Misfit, Schemas } from './schema.ts';
import { describeMisfit, isTakenBack, mergeSchemas, misfitOf, whyNotBack } from './schema.ts';
import { programsOf, schemasText } from './schema-label.ts';
import { standingOf } from './standing.ts';

/**
 * What the images of a release declare. Undefined where one of them cannot be asked, as when the release
 * is deployed without a build: then nothing is known of the programs that roll.
 */
export function declaredSchemas({
  release,
  workspaceRoot,
  images = [],
  readSchemas = () => images.flatMap((name) => schemaOf(readImage(workspaceRoot, name)) ?? []),
}: Pick<DeployRequest, 'release' | 'workspaceRoot' | 'images' | 'readSchemas'>):
  readonly ImageSchema[] | undefined {
  try {
    return distinct(readSchemas());
  } catch (error) {
    console.warn(`${release}: which schemas its images declare is not known, ${messageOf(error)}`);
    return undefined;
  }
}

/** Two images of a release mostly share one; where they do not, each counts. */
function distinct(schemas: readonly ImageSchema[]): ImageSchema[] {
  const byText = new Map(schemas.map((schema) => [JSON.stringify(Object.values(schema)), schema]));
  return [...byText.values()].toSorted(
    (one, other) => compareText(one.name, other.name) || one.version - other.version,
  );
}

/** What a rollout has to do with the schemas of databases. */
export interface RolloutSchemas {
  /** Of its revision. */
  readonly labels: { readonly schemas: string; readonly life: string };
  /** Whether its images declare a schema at all. */
  readonly isDeclared: boolean;
  /** Whether the database is recorded to be at what they declare already, and was not taken back. */
  readonly isRecorded: boolean;
  /** Why Helm must not go back by itself, where it must not. */
  readonly withheld: string | undefined;
  /** What the database may be at once the rollout has run. */
  readonly after: Schemas;
  /** Whose programs cannot run after it, or perhaps cannot, each in one sentence. */
  readonly broken: readonly string[];
  /** Why a deploy has to be refused: the programs are older than what the database allows. */
  readonly tooNew: Misfit | undefined;
  /** To be called before anything is changed; returns what takes it back where Helm began nothing. */
  readonly record: () => Promise<() => Promise<void>>;
}

/** Reads under the release's lock, and writes nothing before `record` is called. */
export async function checkSchemas(
  request: DeployRequest,
  { action }: Pick<RollDecision, 'action'>,
  {
    declared,
    releases,
  }: {
    readonly declared: readonly ImageSchema[] | undefined;
    readonly releases: Releases;
  },
): Promise<RolloutSchemas> {
  const { release, kubectl, isSchemaRestored = false } = request;
  const schemas = declared ?? [];
  const present = action === 'install' ? undefined : lifeOf(releases, release);
  const life = present ?? randomBytes(8).toString('hex');
  const labels = { schemas: schemasText(release, declared), life };
  if (schemas.length === 0) {
    return {
      ...{ labels, isDeclared: false, isRecorded: false, withheld: undefined, tooNew: undefined },
      ...{ after: new Map(), broken: [], record: () => Promise.resolve(nothing) },
    };
  }
  const database = await readPresent(request, releases);
  const read = (await readDatabases(kubectl, database)) ?? unreadable(release);
  const known = isSchemaRestored ? new Map<string, ImageSchema>() : read.certain;
  const after = mergeSchemas(known, schemas);
  const revisions = action === 'install' ? [] : (releases.get(release) ?? []);
  return {
    labels,
    after,
    isDeclared: true,
    isRecorded: schemas.every(({ name, version }) => (known.get(name)?.version ?? -1) >= version),
    withheld: whyNotBack(revisions, after),
    broken: [
      ...brokenBy(release, releases, only(after, schemas)),
      ...perhapsTooNew(schemas, mergeSchemas(read.possible, schemas)),
    ],
    tooNew: misfitOf(schemas, after),
    record: async () => {
      const declaring = { life, schemas, present: database };
      if (!isSchemaRestored) return recordMigration(kubectl, declaring);
      // What a person says of the database holds whatever Helm does.
      const failure = await recordRestored(kubectl, declaring);
      if (failure !== undefined) throw notRecorded(kubectl, database, failure);
      return nothing;
    },
  };
}

const nothing = (): Promise<void> => Promise.resolve();

/** For a plan and a dry run, which take no lock; nothing where nothing rolls. */
export async function foreseeSchemas(
  request: DeployRequest,
  { action }: Pick<Decision, 'action'>,
  releases: Releases,
): Promise<RolloutSchemas | undefined> {
  if (action === 'skip') return undefined;
  return checkSchemas(request, { action }, { declared: declaredSchemas(request), releases });
}

/** Of the schemas that the rollout migrates. */
function only(databases: Schemas, schemas: readonly ImageSchema[]): Schemas {
  const names = new Set(schemas.map(({ name }) => name));
  return new Map([...databases].filter(([name]) => names.has(name)));
}

async function readPresent(
  { kubectl, release, readRender }: DeployRequest,
  releases: Releases,
): Promise<PresentDatabase> {
  // Of both forms the one with the hooks: a first install may have its migration as an object of its own.
  const { upgrade } = await readRender();
  const identity = await readDatabaseIdentity(kubectl, referencesIn(upgrade));
  return { identity, release, lives: livesOf(releases) };
}

/** The next record writes it anew. */
function unreadable(release: string): RecordedSchemas {
  console.warn(
    `${release}: ConfigMap ${databasesName} cannot be read, so nothing is known of the schemas of databases`,
  );
  return { certain: new Map(), possible: new Map() };
}

/** What another release has recorded keeps nobody from a rollout where nobody knows of which database. */
function perhapsTooNew(programs: readonly ImageSchema[], possible: Schemas): string[] {
  const found = misfitOf(programs, possible);
  return found === undefined
    ? []
    : [
        `if another release has the same database, what would be deployed is ${describeMisfit(found)}`,
      ];
}

/** Other releases that run programs for which the rollout makes a schema too new. */
function brokenBy(release: string, releases: Releases, databases: Schemas): string[] {
  return [...releases.keys()].toSorted(compareText).flatMap((other) => {
    const standing = standingOf({ revisions: releases.get(other) });
    const running = standing.isInstalled ? standing.deployed : undefined;
    if (other === release || running === undefined) return [];
    const found = misfitOf(programsOf(running) ?? [], databases);
    if (found === undefined || isTakenBack(found)) return [];
    const { program, database } = found;
    return [
      `${other} runs programs for version ${program.version} of the schema ${program.name}, which cannot run on version ${database.version}: deploy it as well`,
    ];
  });
}

/** A deploy of older sources, as after a revert, would migrate nothing back. */
export function refuseOldPrograms(release: string, { tooNew }: RolloutSchemas): void {
  if (tooNew === undefined) return;
  throw new UserError(
    'NXHELM_SCHEMA_TOO_NEW',
    `what would be deployed is ${describeMisfit(tooNew)}; nothing was changed`,
    `take newer sources, or where the database is not at that version (its migration never ran, or a backup was restored) npx nx run ${release}:helm-deploy --isSchemaRestored`,
    { project: release },
  );
}

/** For a plan and a dry run. */
export function describeOldPrograms(tooNew: Misfit): string {
  return `would be refused: it is ${describeMisfit(tooNew)} (--isSchemaRestored where it is not)`;
}
