import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import { databaseWith, replaceDatabase, setSchema } from './database.ts';
import type { Version } from './versions.ts';
import { release, versionOf } from './versions.ts';
import type { SimulatedRun, World } from './world.ts';

/** An invariant does not hold. */
export class Broken extends Error {}

/** What a seed deploys: versions with or without a database. */
export interface Sources {
  readonly name: string;
  readonly versions: readonly Version[];
  readonly bad: Version;
  /** Its pods refuse a schema that they cannot run on, so a backup that was restored shows by them. */
  readonly isWary: boolean;
  /** The programs of the first two versions cannot run on what the others migrate to. */
  readonly isBreaking: boolean;
}

interface BaseSetting {
  readonly world: World;
  readonly sources: Sources;
}

type Base = (setting: BaseSetting) => Promise<void>;
type Ordinal = 0 | 1 | 2 | 'bad';

export async function finished(world: World, run: SimulatedRun): Promise<void> {
  await world.schedule.play();
  if (run.end() === undefined) throw new Broken(`${run.actor.name} never ends`);
}

function versionIn({ versions, bad }: Sources, which: Ordinal): Version {
  const version = which === 'bad' ? bad : versions[which];
  if (version === undefined) throw new Error(`no version ${which}`);
  return version;
}

const deployed =
  (...which: readonly Ordinal[]): Base =>
  async ({ world, sources }) => {
    for (const each of which) await finished(world, world.startDeploy(versionIn(sources, each)));
  };

const byHand =
  (...args: readonly string[]): Base =>
  async ({ world }) => {
    world.startHelm(args);
    await world.schedule.play();
  };

/** By somebody who has the same chart and not the same tool. */
const upgradedByHand: Base = async (setting) =>
  byHand('upgrade', release, versionIn(setting.sources, 1).folder)(setting);

/** A backup is restored, in its place or as another database. */
const restored =
  (change: (world: World) => void): Base =>
  async ({ world }) =>
    change(world);

const edited =
  (object: KubernetesObject): Base =>
  async ({ world }) => {
    world.api.apply(object, { manager: 'kubectl-edit', force: true, isUpdate: true });
  };

const deleted: Base = async ({ world }) => world.api.remove('ConfigMap', 'settings');

const rolledBack: Base = ({ world }) => finished(world, world.startRollback());

const inTurn =
  (...bases: readonly Base[]): Base =>
  async (setting) => {
    for (const base of bases) await base(setting);
  };

const settings = (data: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
});

export const withoutDatabase: Sources = {
  name: 'no database',
  versions: [versionOf(1), versionOf(2), versionOf(3)],
  bad: versionOf(2, true),
  isWary: false,
  isBreaking: false,
};

/** The first two versions migrate to the same schema, so their hooks may be left out in turn. */
function withDatabase(isWary: boolean, isBreaking: boolean): Sources {
  const isTrusting = !isWary;
  const before = { schema: 1, isTrusting };
  const after = { schema: 2, oldest: isBreaking ? 2 : 1, isTrusting };
  return {
    name: `a database${isWary ? '' : ' that no pod checks'}${isBreaking ? ', and a migration that breaks older programs' : ''}`,
    versions: [
      versionOf(1, false, before),
      versionOf(2, false, before),
      versionOf(3, false, after),
    ],
    bad: versionOf(2, true, after),
    isWary,
    isBreaking,
  };
}

export const allSources = [
  withoutDatabase,
  withDatabase(true, false),
  withDatabase(false, false),
  withDatabase(true, true),
  withDatabase(false, true),
];

/** In which state a release is when the run begins that is killed. */
const bases: Readonly<Record<string, Base>> = {
  nothing: deployed(),
  'one revision': deployed(0),
  'two revisions': deployed(0, 1),
  'more revisions than Helm keeps': deployed(0, 1, 0, 1, 2),
  'a rollout that failed': deployed(0, 'bad'),
  'an install that failed': deployed('bad'),
  'an uninstall that kept the history': inTurn(
    deployed(0),
    byHand('uninstall', release, '--keep-history'),
  ),
  'an uninstall': inTurn(deployed(0, 1), byHand('uninstall', release)),
  'a revision of another program': inTurn(deployed(0), upgradedByHand),
  'a rollback on purpose': inTurn(deployed(0, 1), rolledBack),
  'a changed field': inTurn(deployed(0, 1), edited(settings({ version: 'by hand' }))),
  'an added field': inTurn(deployed(0, 1), edited(settings({ added: 'by hand' }))),
  'a deleted object': inTurn(deployed(0, 1), deleted),
};

/** And in which state its database is; pods that do not check it find no backup out. */
const databaseBases: Readonly<Record<string, Base>> = {
  'hooks that were left out': deployed(0, 1, 0),
  'another database': inTurn(
    deployed(0, 1),
    restored(({ api }) => replaceDatabase(api, databaseWith(0, 'claim-2'))),
  ),
};
const waryBases: Readonly<Record<string, Base>> = {
  'a database that was taken back': inTurn(
    deployed(0, 1),
    restored(({ api }) => setSchema(api, 0)),
  ),
};

export const basesOf = ({ versions, isWary }: Sources): Readonly<Record<string, Base>> => ({
  ...bases,
  ...(versions.some(({ schemas }) => schemas.length > 0) ? databaseBases : {}),
  ...(isWary ? waryBases : {}),
});
