import type { Beginning } from './beginnings.ts';
import { begin, everyBeginning, nameOf, worldOf } from './beginnings.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Crash } from './schedule.ts';

/** Which processes die, or stop until another run has ended. */
export const deaths = [
  'the run and its Helm',
  'the run alone',
  'its Helm alone',
  'the run sleeps',
] as const;

export type Death = (typeof deaths)[number];

/** Where a run is killed that nothing else disturbs. */
export interface Cut extends Pick<Crash, 'moment'> {
  readonly beginning: Beginning;
  /** Which of its requests it is, from 0, and what it asks. */
  readonly at: number;
  readonly label: string;
  readonly death: Death;
}

/** The order in which an undisturbed run and its Helm are answered, so that a request has a number. */
export const surveyOrder = (): Random => createRandom(0);

interface Step {
  readonly label: string;
  /** Differs before and after a request that writes. */
  readonly before: string;
  readonly after: string;
  readonly isHelmAlive: boolean;
}

const surveys = new Map<string, Promise<readonly Step[]>>();

/** The requests of a run that nothing disturbs, and between which of them the cluster becomes another. */
export function survey(beginning: Beginning): Promise<readonly Step[]> {
  const key = nameOf(beginning);
  const play = async (): Promise<readonly Step[]> => {
    const world = await worldOf(beginning, surveyOrder());
    const { api, schedule } = world;
    const run = begin(world, beginning);
    const state = (): string => `${api.writes()} ${api.hasNamespace()}`;
    const steps: Step[] = [];
    schedule.onAnswer(({ actor, label }, answer) => {
      const before = state();
      const isHelmAlive = run.helms.some(({ hasEnded }) => !hasEnded);
      answer();
      const isOwn = actor === run.actor || run.helms.includes(actor);
      if (isOwn) steps.push({ label, before, after: state(), isHelmAlive });
    });
    await schedule.play();
    return steps;
  };
  const found = surveys.get(key) ?? play();
  surveys.set(key, found);
  return found;
}

interface Place extends Pick<Cut, 'beginning' | 'at' | 'label' | 'moment'> {
  readonly isHelmAlive: boolean;
  /** The cluster that a kill leaves there. */
  readonly left: string;
}

async function placesOf(beginning: Beginning): Promise<Place[]> {
  const steps = await survey(beginning);
  return steps.flatMap(({ label, before, after, isHelmAlive }, at) => {
    const place = { beginning, at, label, isHelmAlive };
    return [
      { ...place, moment: 'before', left: before },
      { ...place, moment: 'after', left: after },
    ] as const;
  });
}

/** Places of one beginning between which nothing is written. */
export async function sameClusters(beginning: Beginning): Promise<readonly Place[][]> {
  const byCluster = new Map<string, Place[]>();
  for (const place of await placesOf(beginning)) {
    byCluster.set(place.left, [...(byCluster.get(place.left) ?? []), place]);
  }
  return [...byCluster.values()];
}

/**
 * One cut for each cluster that a run leaves when it dies with its Helm. Who comes then finds nothing but
 * the cluster, so which of the places is taken between which nothing is written makes no difference.
 */
async function cutsOfClusters(): Promise<Cut[]> {
  const cuts: Cut[] = [];
  for (const beginning of everyBeginning()) {
    for (const places of await sameClusters(beginning)) {
      const place = createRandom(cuts.length).pick(places);
      cuts.push({ ...place, death: 'the run and its Helm' });
    }
  }
  return cuts;
}

/** Each request, before and after its answer, with each death that there can be a difference by. */
async function cutsOfRequests(): Promise<Cut[]> {
  const cuts: Cut[] = [];
  for (const beginning of everyBeginning()) {
    for (const { isHelmAlive, ...place } of await placesOf(beginning)) {
      const possible = deaths.filter(
        (death) => isHelmAlive || death === 'the run and its Helm' || death === 'the run sleeps',
      );
      cuts.push(...possible.map((death) => ({ ...place, death })));
    }
  }
  return cuts;
}

/** What a sweep cuts before it goes on by chance. */
export const extents = { clusters: cutsOfClusters, requests: cutsOfRequests } as const;
export type Extent = keyof typeof extents;

const made = new Map<Extent, Promise<readonly Cut[]>>();

export function cutsOf(extent: Extent): Promise<readonly Cut[]> {
  const cuts = made.get(extent) ?? extents[extent]();
  made.set(extent, cuts);
  return cuts;
}
