import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { Sources } from './bases.ts';
import { allSources, basesOf, withoutDatabase } from './bases.ts';
import { databaseWith } from './database.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Version } from './versions.ts';
import type { SimulatedRun, World, WorldOptions } from './world.ts';
import { createWorld } from './world.ts';

/** What the run that is killed finds, and what it is asked for. */
export interface Beginning {
  readonly sources: Sources;
  readonly baseName: string;
  readonly options: WorldOptions;
  readonly asked: Version | 'rollback';
}

const baseOfRollbacks = 'two revisions';
const historyLimits = [3, 10] as const;

/** All that there are; whether there is a namespace says nothing where a release is or was. */
export function everyBeginning(): Beginning[] {
  return allSources.flatMap((sources) =>
    Object.keys(basesOf(sources)).flatMap((baseName) => {
      const namespaces = baseName === 'nothing' ? [true, false] : [true];
      const asked = [
        ...sources.versions,
        sources.bad,
        ...(baseName === baseOfRollbacks ? (['rollback'] as const) : []),
      ];
      return namespaces.flatMap((hasNamespace) =>
        historyLimits.flatMap((historyMost) =>
          asked.map((each) => ({
            ...{ sources, baseName, asked: each },
            options: { hasNamespace, historyMost },
          })),
        ),
      );
    }),
  );
}

/** One of them, by chance. */
export function drawBeginning(random: Random): Beginning {
  const options = { hasNamespace: !random.oneIn(4), historyMost: random.pick(historyLimits) };
  const sources = random.pick(allSources);
  const baseName = random.pick(Object.keys(basesOf(sources)));
  const version = random.pick([...sources.versions, sources.bad]);
  const isRollback = baseName === baseOfRollbacks && random.oneIn(4);
  return { sources, baseName, options, asked: isRollback ? 'rollback' : version };
}

interface BaseState {
  readonly hasNamespace: boolean;
  readonly stored: readonly KubernetesObject[];
}

const states = new Map<string, Promise<BaseState>>();

/** The cluster after a base, which is made once: it is the same for all schedules. */
function stateOf({ baseName, options, sources }: Beginning): Promise<BaseState> {
  const key = JSON.stringify([baseName, options, sources.name]);
  const make = async (): Promise<BaseState> => {
    const stored = sources === withoutDatabase ? [] : [databaseWith(0)];
    const world = createWorld(createRandom(0), { ...options, stored });
    await basesOf(sources)[baseName]?.({ world, sources });
    return { hasNamespace: world.api.hasNamespace(), stored: world.api.all() };
  };
  const state = states.get(key) ?? make();
  states.set(key, state);
  return state;
}

/** A cluster in which nothing has been asked yet. */
export async function worldOf(beginning: Beginning, random: Random): Promise<World> {
  return createWorld(random, { ...beginning.options, ...(await stateOf(beginning)) });
}

export function begin(world: World, { asked }: Beginning): SimulatedRun {
  return asked === 'rollback' ? world.startRollback() : world.startDeploy(asked);
}

export function nameOf({ sources, baseName, options, asked }: Beginning): string {
  const { hasNamespace, historyMost } = options;
  const what = asked === 'rollback' ? 'a rollback' : asked.folder;
  const where = `${baseName}${hasNamespace ? '' : ' without a namespace'}`;
  return `with ${sources.name} on ${where}, ${historyMost} revisions kept, ${what}`;
}
