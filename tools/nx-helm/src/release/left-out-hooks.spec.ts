import {
  databaseWith,
  replaceDatabase,
  schemaIn,
  setSchema,
} from '../testing/simulation/database.ts';
import { byHand, endOf, killedAfter } from '../testing/simulation/played.ts';
import { createRandom } from '../testing/simulation/random.ts';
import { release, versionOf } from '../testing/simulation/versions.ts';
import type { World } from '../testing/simulation/world.ts';
import { createWorld } from '../testing/simulation/world.ts';
import { historyIn, historyName } from './records.ts';

/** Sources of this number, by the schema that they migrate to. */
const sources = (number: number, schema: number, isBad = false) =>
  versionOf(number, isBad, { schema, isTrusting: false });
const [one, two, three] = [sources(1, 1), sources(2, 1), sources(3, 1)];

let world: World;
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const stored = [databaseWith(0)];
  world = createWorld(createRandom(1), { hasNamespace: true, historyMost: 10, stored });
});

const deploy = (version: typeof one, given: typeof one.given = {}): Promise<string> =>
  endOf(world, world.startDeploy({ ...version, given }));

const hookRuns = (): number =>
  world.schedule.trace.filter((line) => line.includes('helm runs hook migrate')).length;

/** How often the hook runs while this is deployed. */
async function hooksOf(version: typeof one, given: typeof one.given = {}): Promise<number> {
  const before = hookRuns();
  expect(await deploy(version, given)).toMatch(/^(installed|upgraded|healed)$/);
  return hookRuns() - before;
}

const upgrades = (): (readonly string[])[] =>
  world.schedule
    .actors()
    .map(({ commandLine }) => commandLine)
    .filter(([, verb]) => verb === 'upgrade');

const records = (): string[] =>
  historyIn(world.api.get('ConfigMap', historyName(release)) as never).records.map(
    ({ revision, action, result }) => `${revision} ${action}, ${result}`,
  );

describe('hooks that migrate a database (N1)', () => {
  beforeEach(async () => {
    expect(await deploy(one)).toBe('installed');
    expect(await hooksOf(two)).toBe(1);
  });

  it('are left out of the next upgrades with the same migrations and database', async () => {
    expect(await hooksOf(three)).toBe(0);
    expect(await hooksOf(two)).toBe(0);
    expect(upgrades().at(-1)).toContain('--no-hooks');
    expect(upgrades().at(-1)?.join(' ')).toContain('--timeout 300s');
  });

  it('run for another migration, and are left out again after it', async () => {
    expect(await hooksOf(sources(4, 2))).toBe(1);
    expect(schemaIn(world.api)).toBe(2);
    expect(await hooksOf(sources(5, 2))).toBe(0);
  });

  it.each<[string, () => unknown]>([
    ['another database', () => replaceDatabase(world.api, databaseWith(0, 'claim-2'))],
    ['a rollout that failed', () => deploy(sources(6, 1, true))],
    ['a rollback on purpose', () => endOf(world, world.startRollback())],
    ['a revision of another program', () => byHand(world, 'upgrade', release, three.folder)],
    ['a rollback by hand', () => byHand(world, 'rollback', release, '1', '--wait')],
    ['a run that was killed while Helm worked', () => killedAfter(world, 'helm waits', three)],
    [
      'a run that was killed before it could record',
      () => killedAfter(world, 'helm completes revision 3', sources(5, 1)),
    ],
    ['a new installation', () => byHand(world, 'uninstall', release)],
    [
      'a database that a person says was taken back',
      async () => {
        setSchema(world.api, 0);
        await endOf(world, world.startRollback('here', { revision: 1, isSchemaRestored: true }));
      },
    ],
    [
      'a history that somebody has removed',
      () => world.api.remove('ConfigMap', historyName(release)),
    ],
    [
      'a history that somebody has edited',
      () =>
        void world.api.patch('ConfigMap', historyName(release), (present) => ({
          ...present,
          data: { 'migrated.json': '[null]' },
        })),
    ],
    [
      'databases of which nothing is recorded',
      () => world.api.remove('ConfigMap', 'nx-helm-databases'),
    ],
  ])('run after %s', async (_what, change) => {
    await change();
    expect(await hooksOf(sources(7, 1))).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
  });

  it('run where a person forces the release, or it is healed', async () => {
    expect(await hooksOf(two, { isForced: true })).toBe(1);
    world.api.remove('ConfigMap', 'settings');
    expect(await hooksOf(two)).toBe(1);
    expect(await hooksOf(three)).toBe(0);
  });

  it('run where no pod would show that the database was taken back', async () => {
    const asleep = three.workloads.map((workload) => ({ ...workload, replicas: 0 }));
    expect(await hooksOf(three, { workloads: asleep })).toBe(1);
    expect(await hooksOf(two)).toBe(0);
  });

  it('run where one of several programs has no pod: it may be the one with the database', async () => {
    const awake = { kind: 'Deployment', name: 'proxy', podLabels: {}, isHook: false };
    const asleep = three.workloads.map((workload) => ({ ...workload, replicas: 0 }));
    expect(await hooksOf(three, { workloads: [awake, ...asleep] })).toBe(1);
    expect(await hooksOf(two)).toBe(0);
  });

  it('run where the database cannot be found', async () => {
    world.api.remove('PersistentVolumeClaim', 'data');
    const before = hookRuns();
    await deploy(three);
    expect(hookRuns()).toBe(before + 1);
  });
});

describe('a database that a person says was taken back, to the schema of what is deployed (K6)', () => {
  const trusting = (number: number) =>
    versionOf(number, false, { schema: 1, oldest: 1, isTrusting: true });

  beforeEach(async () => {
    await deploy(trusting(1));
    await deploy(trusting(2));
    setSchema(world.api, 0);
  });

  it('is migrated at once, though the sources are unchanged and no pod refuses it', async () => {
    expect(await deploy(trusting(2))).toBe('skipped');
    expect(await hooksOf(trusting(2), { isSchemaRestored: true })).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
    expect(records().at(-1)).toBe('3 upgraded, deployed');
    expect(await hooksOf(trusting(3))).toBe(0);
  });

  it('is migrated with changed sources, too', async () => {
    expect(await hooksOf(trusting(3), { isSchemaRestored: true })).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
  });

  it('is migrated where the release is kept at what it was rolled back to, too', async () => {
    await endOf(world, world.startRollback());
    expect(await deploy(trusting(2))).toBe('skipped');
    expect(await hooksOf(trusting(2), { isSchemaRestored: true })).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
  });
});

describe('pods that refuse the schema without the hooks (N1)', () => {
  beforeEach(async () => {
    await deploy(one);
    await deploy(two);
  });

  it('get the hooks after all: a backup was restored in place, and nobody said so', async () => {
    setSchema(world.api, 0);
    expect(await hooksOf(three)).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
    const [first, second] = upgrades().slice(-2);
    expect(first).toContain('--no-hooks');
    expect(second).not.toContain('--no-hooks');
    for (const args of [first, second]) expect(args?.join(' ')).toContain('--timeout 300s');
    expect(records().slice(-3)).toEqual([
      '3 failed, NXHELM_ROLLBACK_FAILED',
      '4 failed, failed',
      '5 upgraded, deployed',
    ]);
    expect(await hooksOf(two)).toBe(0);
  });

  it('are not those of a bad version that Helm rolls back, which is tried once', async () => {
    const before = upgrades().length;
    expect(await deploy(sources(6, 1, true))).toContain('NXHELM_ROLLOUT_FAILED');
    expect(upgrades().slice(before)).toHaveLength(1);
    expect(upgrades().at(-1)).toContain('--no-hooks');
    expect(await hooksOf(three)).toBe(1);
  });

  it('get them, too, where a bad version is deployed on the backup, and it fails as ever', async () => {
    setSchema(world.api, 0);
    const before = upgrades().length;
    expect(await deploy(sources(6, 1, true))).toContain('NXHELM_ROLLOUT_FAILED');
    expect(upgrades().slice(before)).toHaveLength(2);
    expect(schemaIn(world.api)).toBe(1);
  });

  it('get them from the next run where the first is killed between the two', async () => {
    setSchema(world.api, 0);
    await killedAfter(world, 'helm writes revision 4 failed', three);
    expect(await hooksOf(three)).toBe(1);
    expect(schemaIn(world.api)).toBe(1);
  });
});

describe('an upgrade without hooks that fails for another reason (N1)', () => {
  it('has failed, and is not tried once more', async () => {
    await deploy(one);
    await deploy(two);
    const before = upgrades().length;
    // Of somebody else, so Helm refuses it before it makes a revision.
    const more = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } };
    await deploy(three);
    world.api.create(more);
    expect(await deploy(sources(4, 1))).toContain('cannot be imported');
    expect(upgrades().slice(before)).toHaveLength(2);
  });
});
