import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { Sources } from './bases.ts';
import { allSources, basesOf, Broken, finished, withoutDatabase } from './bases.ts';
import { databaseWith, oldestIn } from './database.ts';
import { runControllers } from './helm-objects.ts';
import { deviation, historyDifference, leftover } from './invariants.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Crash } from './schedule.ts';
import type { Version } from './versions.ts';
import type { SimulatedRun, World, WorldOptions } from './world.ts';
import { createWorld } from './world.ts';

/** What a seed leads to. */
export interface Played {
  readonly seed: number;
  /** In one line what the schedule was. */
  readonly title: string;
  /** The invariant that was broken; nothing where all hold. */
  readonly problem: string | undefined;
  readonly trace: readonly string[];
}

interface Setting {
  readonly world: World;
  readonly random: Random;
  readonly baseName: string;
  readonly options: WorldOptions;
  readonly sources: Sources;
}

/** Which processes die, or stop until another run has ended. */
const deaths = [
  'the run and its Helm',
  'the run alone',
  'its Helm alone',
  'the run sleeps',
] as const;

type Death = (typeof deaths)[number];

function crashOf(
  { world }: Setting,
  run: SimulatedRun,
  { death, at, moment }: { readonly death: Death } & Pick<Crash, 'at' | 'moment'>,
): Crash {
  const { schedule } = world;
  return {
    at,
    moment,
    victims: () => [run.actor, ...run.helms],
    kill: () => {
      if (death === 'the run sleeps') return world.suspend(run);
      if (death !== 'its Helm alone') schedule.kill(run.actor);
      if (death !== 'the run alone') run.helms.forEach((helm) => schedule.kill(helm));
    },
  };
}

/** A few points lie behind the run's end, where it is not killed. */
const beyond = 4;

const lengths = new Map<string, Promise<number>>();

/** How many requests a run makes that nothing disturbs. */
function requestsOf(
  { baseName, options, sources }: Setting,
  [what, start]: readonly [string, (world: World) => SimulatedRun],
): Promise<number> {
  const key = JSON.stringify([baseName, options, sources.name, what]);
  const count = async (): Promise<number> => {
    const world = createWorld(createRandom(0), {
      ...options,
      ...(await stateOf(baseName, options, sources)),
    });
    const run = start(world);
    const victims = () => [run.actor, ...run.helms];
    world.schedule.plan({ at: Infinity, moment: 'after', victims, kill: () => undefined });
    await world.schedule.play();
    return world.schedule.counted();
  };
  const length = lengths.get(key) ?? count();
  lengths.set(key, length);
  return length;
}

async function playAll(setting: Setting, title: (text: string) => void): Promise<void> {
  const { world, random, baseName, sources } = setting;
  const { versions, bad } = sources;
  const target = random.pick([...versions, bad]);
  const death = random.pick(deaths);
  const moment = random.pick(['before', 'after'] as const);
  const isRollback = baseName === 'two revisions' && random.oneIn(4);
  const second = random.oneIn(3) ? random.pick(versions) : undefined;
  const next = target.isBad || random.oneIn(4) ? random.pick(versions) : target;
  const place = random.pick(['here', 'there']);
  const isEarly = random.oneIn(2);
  const start = (its: World) => (isRollback ? its.startRollback() : its.startDeploy(target));
  const at = random.below(
    (await requestsOf(setting, [isRollback ? 'rollback' : target.folder, start])) + beyond,
  );
  const what = isRollback ? 'a rollback' : target.folder;
  title(
    `with ${sources.name} on ${baseName}, ${what}, ${moment} request ${at} ${death}${death === 'the run sleeps' ? '' : ' dies'}` +
      (second === undefined ? '' : `, while ${second.folder} is deployed ${place}`) +
      `; ${isEarly ? 'at once' : 'then'} ${next.folder} ${place}`,
  );
  const meant = [target, second, next].filter((version) => version !== undefined);
  const check = (run: SimulatedRun): void => checkEnd(setting, run, meant);
  const first = start(world);
  world.schedule.plan(crashOf(setting, first, { death, at, moment }));
  const other = second === undefined ? undefined : world.startDeploy(second, place);
  if (death === 'the run sleeps' && second === undefined) {
    await world.schedule.play({ untilCrash: true });
    await expireLease(world);
  } else if (isEarly) {
    await world.schedule.play({ untilCrash: true });
    // An orphan is found by whoever is on its machine, so that is where the early one begins.
    const early = world.startDeploy(next);
    await world.schedule.play();
    check(early);
  }
  if (!first.actor.isSuspended || second !== undefined) await world.schedule.play();
  world.schedule.plan(undefined);
  if (!first.actor.isSuspended) check(first);
  if (other !== undefined) check(other);
  await recover(setting, next, { place, first, check });
}

interface Recovery {
  readonly place: string;
  readonly first: SimulatedRun;
  readonly check: (run: SimulatedRun) => void;
}

/** The next run completes the release, and the one after it has nothing left to do. */
async function recover(
  setting: Setting,
  next: Version,
  { place, first, check }: Recovery,
): Promise<void> {
  const { world } = setting;
  runControllers(world.api);
  // A run of another machine may only wait for the Lease of one that cannot be asked.
  ageLeases(world);
  const deploy = async (version: Version): Promise<SimulatedRun> => {
    const run = world.startDeploy(version, place);
    await finished(world, run);
    check(run);
    return run;
  };
  const fit = await deployFit(setting, next, deploy);
  let { version } = fit;
  const end = fit.run.end();
  if (end?.kind !== 'done') {
    throw new Broken(
      `the next run does not end well: ${end?.kind === 'failed' ? end.error.message : (end?.kind ?? 'it hangs')}`,
    );
  }
  if (end.outcome.reason !== 'rolled-back') {
    const wrong = deviation(world.api, version);
    if (wrong !== undefined) throw new Broken(`after the next run ${wrong}`);
  }
  if (first.actor.isSuspended) {
    first.actor.isSuspended = false;
    await finished(world, first);
    check(first);
    // It may have deployed its own version after all, or have begun to when it lost the release.
    ({ version } = await deployFit(setting, version, deploy));
  }
  const again = await deploy(version);
  const last = again.end();
  if (last?.kind !== 'done' || last.outcome.action !== 'skipped') {
    throw new Broken(`a third run is needed: ${JSON.stringify(last)}`);
  }
  const wasKilled = (processId: number): boolean =>
    world.schedule.actors().some((each) => each.processId === processId && each.wasKilled);
  const difference = historyDifference(world.api) ?? leftover(world.api, wasKilled);
  if (difference !== undefined) throw new Broken(difference);
}

/** The remedy of sources that the database has left behind are newer ones. */
async function deployFit(
  { sources }: Setting,
  version: Version,
  deploy: (version: Version) => Promise<SimulatedRun>,
): Promise<{ readonly run: SimulatedRun; readonly version: Version }> {
  const run = await deploy(version);
  const newest = sources.versions.at(-1);
  if (!isLeftBehind(run) || newest === undefined) return { run, version };
  return { run: await deploy(newest), version: newest };
}

/** Time passes: a Helm without renewals is killed before its Lease expires, and no other is waited for. */
async function expireLease(world: World): Promise<void> {
  const keepers = world.keepers();
  if (keepers.length > 0) await world.schedule.play({ whileAlive: keepers });
}

const longerThanALease = 31_000;

function ageLeases({ api }: World): void {
  for (const { kind, metadata } of api.list('Lease')) {
    api.age(kind, metadata.name, (lease) => ({
      ...lease,
      spec: {
        ...lease.spec,
        renewTime: new Date(Date.now() - longerThanALease).toISOString(),
      },
    }));
  }
}

const known =
  /^NXHELM_(SCHEMA_TOO_OLD|RELEASE_BUSY|RELEASE_LOST|ROLLBACK_FAILED|RECOVERY_FAILED|NOT_INSTALLED|NOTHING_TO_ROLL_BACK|RELEASE_UNREADABLE)/;

/** Of a migration that breaks older programs. */
const leftBehind = /^NXHELM_SCHEMA_TOO_NEW/;
const notTakenBack = /^NXHELM_ROLLBACK_WITHHELD/;

function isLeftBehind(run: SimulatedRun): boolean {
  const end = run.end();
  return end?.kind === 'failed' && leftBehind.test(end.error.message);
}

/**
 * Whether the database is one that older programs cannot run on, or may be: what a run is about to migrate
 * is recorded before it does.
 */
function mayBeBroken(api: World['api'], begun: readonly Version[]): boolean {
  return oldestIn(api) > 1 || begun.some(({ need }) => (need?.oldest ?? 0) > 1);
}

/** A skip is right, and an error is one of those that are meant. */
function checkEnd({ world: { api } }: Setting, run: SimulatedRun, begun: readonly Version[]): void {
  const end = run.end();
  if (end === undefined) throw new Broken(`${run.actor.name} never ends`);
  if (end.kind === 'failed' && !known.test(end.error.message)) {
    const isMeant = leftBehind.test(end.error.message) || notTakenBack.test(end.error.message);
    if (!isMeant || !mayBeBroken(api, begun)) {
      throw new Broken(`${run.actor.name} fails with ${end.error.message}`);
    }
  }
  if (end.kind !== 'done' || end.outcome.action !== 'skipped') return;
  if (end.outcome.reason === 'rolled-back') return;
  // Others may have deployed since: what counts is what it has read.
  if (run.sawItDone()) return;
  throw new Broken(
    `${run.actor.name} skips although ${deviation(api, end.version) ?? 'it was not'}`,
  );
}

interface BaseState {
  readonly hasNamespace: boolean;
  readonly stored: readonly KubernetesObject[];
}

const states = new Map<string, Promise<BaseState>>();

/** The cluster after a base, which is made once: it is the same for all schedules. */
function stateOf(baseName: string, options: WorldOptions, sources: Sources): Promise<BaseState> {
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

/** Plays the schedule of one seed to its end. */
export async function play(seed: number): Promise<Played> {
  const random = createRandom(seed);
  const options = { hasNamespace: !random.oneIn(4), historyMost: random.pick([3, 10]) };
  const sources = random.pick(allSources);
  const baseName = random.pick(Object.keys(basesOf(sources)));
  const state = await stateOf(baseName, options, sources);
  const world = createWorld(random, { ...options, ...state });
  let title = '';
  let problem: string | undefined;
  world.onProblem((text) => {
    problem ??= text;
  });
  try {
    await playAll({ world, random, baseName, options, sources }, (text) => (title = text));
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    problem ??= error.message;
  }
  return { seed, title, problem, trace: world.schedule.trace };
}
