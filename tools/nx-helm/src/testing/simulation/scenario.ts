import { begin, drawBeginning, nameOf, worldOf } from './beginnings.ts';
import type { Sources } from './bases.ts';
import { Broken, finished } from './bases.ts';
import type { Cut, Death, Extent } from './cuts.ts';
import { cutsOf, deaths, survey, surveyOrder } from './cuts.ts';
import { oldestIn } from './database.ts';
import { runControllers } from './helm-objects.ts';
import { deviation, historyDifference, leftover } from './invariants.ts';
import type { Random } from './random.ts';
import { createRandom, createTurning } from './random.ts';
import type { Crash } from './schedule.ts';
import type { Version } from './versions.ts';
import type { SimulatedRun, World } from './world.ts';

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
  readonly sources: Sources;
}

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

/** A cut by chance, beside which another run may be: then the requests have no fixed order. */
async function drawCut(random: Random): Promise<DrawnCut> {
  const beginning = drawBeginning(random);
  const at = random.below((await survey(beginning)).length + beyond);
  const moment = random.pick(['before', 'after'] as const);
  const second = random.oneIn(2) ? random.pick(beginning.sources.versions) : undefined;
  return { beginning, at, moment, death: random.pick(deaths), second };
}

interface DrawnCut extends Omit<Cut, 'label'> {
  readonly second?: Version | undefined;
}

async function playAll(
  setting: Setting,
  { beginning, at, moment, death, second, label }: DrawnCut & Partial<Pick<Cut, 'label'>>,
  { title, onCrash }: { readonly title: (text: string) => void; readonly onCrash: () => void },
): Promise<void> {
  const { world, random, sources } = setting;
  const { versions } = sources;
  const asked = beginning.asked === 'rollback' ? undefined : beginning.asked;
  // A rollback is what nobody's sources ask for, so any of them may come next.
  const next =
    asked === undefined || asked.isBad || random.oneIn(4) ? random.pick(versions) : asked;
  const place = random.pick(['here', 'there']);
  const isEarly = random.oneIn(2);
  title(
    `${nameOf(beginning)}, ${moment} request ${at} ${death}${death === 'the run sleeps' ? '' : ' dies'}` +
      (second === undefined ? '' : `, while ${second.folder} is deployed ${place}`) +
      `; ${isEarly ? 'at once' : 'then'} ${next.folder} ${place}`,
  );
  const meant = [asked, second, next].filter((version) => version !== undefined);
  const check = (run: SimulatedRun): void => checkEnd(setting, run, meant);
  const first = begin(world, beginning);
  const crash = crashOf(setting, first, { death, at, moment });
  const kill = (): void => {
    crash.kill();
    onCrash();
  };
  world.schedule.plan({ ...crash, kill });
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
  if (label !== undefined && world.schedule.crashedAt() !== label) {
    throw new Moved(`"${label}" was to be cut, and not "${world.schedule.crashedAt() ?? 'none'}"`);
  }
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

/**
 * Another request than the one that was surveyed has the number of a cut. On a machine that lets this process
 * wait for long a Lease is renewed between two requests, by the real clock.
 */
class Moved extends Error {}

/** More than one of a cut that is surveyed wrongly fail alike. */
const attemptsAtMost = 3;

/**
 * Plays the schedule of one seed to its end. The first ones are the cuts of the extent, in their order;
 * for all others the cut is drawn as well.
 */
export async function play(seed: number, extent: Extent = 'clusters'): Promise<Played> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await playOnce(seed, extent);
    } catch (error) {
      if (!(error instanceof Moved) || attempt === attemptsAtMost) throw error;
    }
  }
}

async function playOnce(seed: number, extent: Extent): Promise<Played> {
  const random = createRandom(seed);
  const cut = (await cutsOf(extent))[seed - 1];
  const drawn: DrawnCut & Partial<Pick<Cut, 'label'>> = cut ?? (await drawCut(random));
  // Up to the crash a request is the one that has its number, and then all comes by chance.
  const order = cut === undefined ? undefined : createTurning(surveyOrder(), random);
  const world = await worldOf(drawn.beginning, order ?? random);
  let title = '';
  let problem: string | undefined;
  world.onProblem((text) => {
    problem ??= text;
  });
  try {
    await playAll({ world, random, sources: drawn.beginning.sources }, drawn, {
      title: (text) => (title = text),
      onCrash: () => order?.turn(),
    });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    problem ??= error.message;
  }
  return { seed, title, problem, trace: world.schedule.trace };
}
