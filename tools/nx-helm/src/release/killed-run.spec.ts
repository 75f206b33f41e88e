import { historyIn } from './records.ts';
import { killedAfter } from '../testing/simulation/played.ts';
import { createRandom } from '../testing/simulation/random.ts';
import { versionOf } from '../testing/simulation/versions.ts';
import type { World } from '../testing/simulation/world.ts';
import { createWorld } from '../testing/simulation/world.ts';

const [one, two, three] = [versionOf(1), versionOf(2), versionOf(3)];
const bad = versionOf(2, true);

let world: World;
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  world = createWorld(createRandom(1), { hasNamespace: true, historyMost: 10 });
});

async function deploy(version: typeof one): Promise<string> {
  const run = world.startDeploy(version);
  await world.schedule.play();
  const end = run.end();
  return end?.kind === 'done' ? end.outcome.action : (end?.kind ?? 'it hangs');
}

const records = () =>
  historyIn(world.api.get('ConfigMap', 'nx-helm-history-api') as never).records.map(
    ({ revision, action, result }) => `${revision} ${action}, ${result}`,
  );

describe('the history after a run that was killed (N4)', () => {
  it('has the revision that Helm completed, though its run could not tell of it', async () => {
    await deploy(one);
    await killedAfter(world, 'helm completes revision 2', two);
    expect(records()).toEqual(['1 installed, deployed']);
    expect(await deploy(two)).toBe('skipped');
    expect(records()).toEqual(['1 installed, deployed', '2 upgraded, deployed']);
  });

  it('has the revision that stayed pending, and the one that the recovery made', async () => {
    await deploy(one);
    await killedAfter(world, 'helm applies ConfigMap settings', two);
    expect(await deploy(two)).toBe('healed');
    expect(records()).toEqual([
      '1 installed, deployed',
      '2 failed, pending-upgrade',
      '3 rolled-back, deployed',
      '4 healed, deployed',
    ]);
  });

  it('has Helm’s rollback of a rollout that failed', async () => {
    await deploy(one);
    expect(await deploy(bad)).toBe('rolled-back');
    expect(records()).toEqual([
      '1 installed, deployed',
      '2 failed, NXHELM_ROLLOUT_FAILED',
      '3 rolled-back, deployed',
    ]);
  });

  it('has a rollout that failed after a recovery under the number that Helm gave it', async () => {
    await deploy(one);
    await killedAfter(world, 'helm applies ConfigMap settings', two);
    expect(await deploy(bad)).toBe('rolled-back');
    expect(records()).toContain('4 failed, NXHELM_ROLLOUT_FAILED');
  });

  it('is told once, by the run itself, where another one came across its revision', async () => {
    await deploy(one);
    const slow = world.startDeploy(two);
    const victims = () => [slow.actor, ...slow.helms];
    world.schedule.plan({
      ...{ at: 'helm completes revision 2', moment: 'after', victims },
      kill: () => void world.startDeploy(two),
    });
    await world.schedule.play();
    expect(slow.end()).toMatchObject({ kind: 'done' });
    expect(records()).toEqual(['1 installed, deployed', '2 upgraded, deployed']);
  });
});

describe('what a rollout made whose rollback was killed', () => {
  it.each(['helm writes revision 2 failed', 'helm creates revision 3'])(
    'goes with the next deploy: after %s',
    async (at) => {
      await deploy(one);
      await killedAfter(world, at, bad);
      expect(world.api.get('ConfigMap', 'more')).toBeDefined();
      expect(await deploy(three)).not.toBe('failed');
      expect(world.api.get('ConfigMap', 'more')).toBeUndefined();
    },
  );

  it('stays where it is another’s, though of the same name', async () => {
    await deploy(one);
    await killedAfter(world, 'helm creates revision 3', bad);
    world.api.remove('ConfigMap', 'more');
    world.api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } });
    await deploy(three);
    expect(world.api.get('ConfigMap', 'more')).toBeDefined();
  });

  it('stays where the next version has it', async () => {
    await deploy(one);
    await killedAfter(world, 'helm writes revision 2 failed', bad);
    expect(await deploy(two)).toBe('upgraded');
    expect(world.api.get('ConfigMap', 'more')).toBeDefined();
  });
});

describe('a Helm whose run was killed alone', () => {
  it('is at an end before the next run lets its own begin', async () => {
    await deploy(one);
    const run = world.startDeploy(two);
    const victims = () => [run.actor, ...run.helms];
    const kill = (): void => world.schedule.kill(run.actor);
    world.schedule.plan({ at: 'helm creates revision 2', moment: 'after', victims, kill });
    const problems: string[] = [];
    world.onProblem((problem) => problems.push(problem));
    await world.schedule.play({ untilCrash: true });
    expect(await deploy(three)).toMatch(/^(healed|upgraded)$/);
    expect(problems).toEqual([]);
  });
});
