import { deployRequest } from '../testing/deploy-request.ts';
import { endOf } from '../testing/simulation/played.ts';
import { createRandom } from '../testing/simulation/random.ts';
import { versionOf } from '../testing/simulation/versions.ts';
import type { SimulatedRun, World } from '../testing/simulation/world.ts';
import { createWorld } from '../testing/simulation/world.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { deploy } from './deploy.ts';

const [one, two] = [versionOf(1), versionOf(2)];
const arrival = 'load: the images arrive';

let world: World;
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  world = createWorld(createRandom(1), { hasNamespace: true, historyMost: 10 });
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A deploy whose images arrive, or fail to, only when nobody else has anything to ask. */
function deployWithSlowImages(
  version: typeof one,
  { failure, onArrival = () => undefined }: { failure?: Error; onArrival?: () => void } = {},
): SimulatedRun {
  const { schedule } = world;
  const load = schedule.start('load', 'here');
  const delivered = schedule.ask(load, 'the images arrive', onArrival, Infinity).then(() => {
    schedule.end(load);
    run.actor.waitsFor -= 1;
    if (failure !== undefined) throw failure;
  });
  delivered.catch(() => undefined);
  const run = world.startDeploy({ ...version, given: { delivered } });
  run.actor.waitsFor += 1;
  return run;
}

/** What was asked before the images were there, and what after. */
function halves(): readonly [string[], string[]] {
  const { trace } = world.schedule;
  const at = trace.indexOf(arrival);
  return [trace.slice(0, at), trace.slice(at + 1)];
}

const holds = (lines: readonly string[], text: string): boolean =>
  lines.some((line) => line.includes(text));

describe('a rollout whose images are being delivered (N1)', () => {
  beforeEach(async () => {
    expect(await endOf(world, world.startDeploy(one))).toBe('installed');
    world.schedule.trace.length = 0;
  });

  it('decides and takes its lock meanwhile, and begins Helm only when they are there', async () => {
    expect(await endOf(world, deployWithSlowImages(two))).toBe('upgraded');
    const [before, after] = halves();
    expect(holds(before, 'kubectl create Lease')).toBe(true);
    expect(holds(before, ': helm ')).toBe(false);
    expect(holds(after, 'helm completes revision 2')).toBe(true);
  });

  it('decides again when they are there, by what the cluster is then', async () => {
    const onArrival = (): void => {
      for (const { kind, metadata } of world.api.list('Secret', { owner: 'helm' })) {
        world.api.remove(kind, metadata.name);
      }
    };
    expect(await endOf(world, deployWithSlowImages(two, { onArrival }))).toBe('installed');
  });

  it('changes nothing where they do not arrive, and leaves its lock', async () => {
    const failure = new Error('no space on the node');
    expect(await endOf(world, deployWithSlowImages(two, { failure }))).toBe('no space on the node');
    expect(world.api.list('Secret', { owner: 'helm' })).toHaveLength(1);
    expect(world.api.get('Lease', 'nx-helm-api')).toBeUndefined();
    expect(await endOf(world, world.startDeploy(two))).toBe('upgraded');
  });

  it('that is killed while it waits is followed by a run that does all of it', async () => {
    const run = deployWithSlowImages(two);
    const kill = (): void => world.schedule.kill(run.actor);
    const at = 'the images arrive';
    const victims = () => world.schedule.actors();
    world.schedule.plan({ at, moment: 'before', victims, kill });
    await world.schedule.play();
    world.schedule.plan(undefined);
    expect(run.end()).toEqual({ kind: 'killed' });
    expect(world.api.get('Lease', 'nx-helm-api')).toBeDefined();
    expect(await endOf(world, world.startDeploy(two))).toBe('upgraded');
  });
});

describe('a first install whose images are being delivered', () => {
  it('makes no namespace before they are there', async () => {
    world = createWorld(createRandom(1), { hasNamespace: false, historyMost: 10 });
    const failure = new Error('no space on the node');
    expect(await endOf(world, deployWithSlowImages(one, { failure }))).toBe('no space on the node');
    expect(world.api.hasNamespace()).toBe(false);
    expect(await endOf(world, world.startDeploy(one))).toBe('installed');
  });
});

describe('an unchanged release whose images are being delivered', () => {
  const labels = { status: 'deployed', fingerprint: 'f', revision: '1', form: 'install' };
  const asRendered = (): ClusterState => ({
    releases: new Map([['api', [{ revision: 1, status: 'deployed', labels }]]]),
    objects: [],
  });
  const nothing = { run: () => Promise.reject(new Error('nothing is to be run')) };
  const kubectl = {
    namespace: 'acme',
    try: () => Promise.reject(new Error('nothing is to be asked')),
    read: () => Promise.reject(new Error('nothing is to be asked')),
  };
  const request = (delivered: Promise<void>) =>
    deployRequest({ helm: nothing, kubectl, delivered });

  it('is skipped by one reading of the cluster, if that still counts when they are there', async () => {
    const state = asRendered();
    const skipped = deploy(request(Promise.resolve()), () => Promise.resolve(state));
    expect(await skipped).toMatchObject({ action: 'skipped', revision: 1 });
  });

  it('is not skipped by what was read before, where that is too old by then', async () => {
    const answers = [asRendered(), { releases: new Map(), objects: [] }];
    const read = () => Promise.resolve(answers.shift() as ClusterState);
    await expect(deploy(request(Promise.resolve()), read)).rejects.toThrow('nothing is to be');
    expect(answers).toEqual([]);
  });

  it('fails where they do not arrive', async () => {
    const failed = Promise.reject(new Error('no space on the node'));
    const skipped = deploy(request(failed), () => Promise.resolve(asRendered()));
    await expect(skipped).rejects.toThrow('no space on the node');
  });
});
