import { Refusal } from '../testing/simulation/api-server.ts';
import {
  databaseWith,
  replaceDatabase,
  schemaIn,
  setSchema,
} from '../testing/simulation/database.ts';
import { byHand, endOf, killedAfter } from '../testing/simulation/played.ts';
import { createRandom } from '../testing/simulation/random.ts';
import { release, versionOf } from '../testing/simulation/versions.ts';
import type { RollbackOptions, World } from '../testing/simulation/world.ts';
import { createWorld } from '../testing/simulation/world.ts';
import { databasesName } from './databases.ts';

/** Sources by the schema that they migrate to, and the oldest program that runs on it. */
const sources = (schema: number, oldest: number, isBad = false) =>
  versionOf(schema, isBad, { schema, oldest, isTrusting: false });
const [one, two, three] = [sources(1, 1), sources(2, 1), sources(3, 2)];
const breaking = sources(4, 4, true);

let world: World;
let warnings: string[];
beforeEach(() => {
  warnings = [];
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
  const stored = [databaseWith(0)];
  world = createWorld(createRandom(1), { hasNamespace: true, historyMost: 10, stored });
});

const deploy = (version: typeof one, given: typeof one.given = {}): Promise<string> =>
  endOf(world, world.startDeploy({ ...version, given }));

const rollBack = (options: RollbackOptions = {}): Promise<string> =>
  endOf(world, world.startRollback('here', options));

const helmChanges = (): number =>
  world.schedule.trace.filter((line) => /helm (creates|writes|applies)/.test(line)).length;

const recorded = (): unknown =>
  (world.api.get('ConfigMap', databasesName) as { data?: Record<string, string> } | undefined)
    ?.data?.['databases.json'];

/** As of a deployer that may write no ConfigMap but those that it has to. */
function refuseToRecord(): void {
  const { replace } = world.api;
  jest.spyOn(world.api, 'replace').mockImplementation((object) => {
    if (object.metadata.name !== databasesName) return replace(object);
    throw new Refusal('Invalid', 'Error from server (Forbidden): configmaps is forbidden');
  });
}

describe('a rollback to programs that cannot run on the database (K6, curie#2296, meho#1607)', () => {
  beforeEach(async () => {
    for (const version of [one, two, three]) expect(await deploy(version)).toMatch(/ed$/);
  });

  it('is refused before Helm is called, with the nearest revision that can', async () => {
    const before = helmChanges();
    expect(await rollBack({ revision: 1 })).toMatch(
      /^NXHELM_SCHEMA_TOO_NEW: revision 1 is made for version 1 of the schema app, and its database is migrated up to 3, on which versions before 2 cannot run; nothing was changed.* Do: npx nx run api:helm-rollback --revision 2;/,
    );
    expect(helmChanges()).toBe(before);
    expect(await rollBack({ revision: 2 })).toBe('upgraded');
  });

  it('is refused after a rollback that could run, too: the schema stays what it is', async () => {
    await rollBack({ revision: 2 });
    expect(await rollBack({ revision: 1 })).toContain('NXHELM_SCHEMA_TOO_NEW');
  });

  it('goes on where a person says that a backup was restored, which holds from then on', async () => {
    setSchema(world.api, 1);
    expect(await rollBack({ revision: 1, isSchemaRestored: true })).toBe('upgraded');
    expect(await rollBack({ revision: 3 })).toMatch(
      /^NXHELM_SCHEMA_TOO_OLD: revision 3 .* was taken back to 1; nothing was changed/,
    );
    expect(await deploy(versionOf(5, false, { schema: 3, oldest: 2, isTrusting: false }))).toBe(
      'upgraded',
    );
    expect(schemaIn(world.api)).toBe(3);
    expect(await rollBack({ revision: 1 })).toContain('NXHELM_SCHEMA_TOO_NEW');
  });

  it('goes on with a warning where nobody can read what is recorded', async () => {
    world.api.patch('ConfigMap', databasesName, (present) => ({
      ...present,
      data: { 'databases.json': '[null]' },
    }));
    await rollBack({ revision: 1 });
    expect(helmChanges()).toBeGreaterThan(0);
    expect(warnings).toContainEqual(expect.stringMatching(/is not known, ConfigMap .* be read/));
  });

  it('goes on with a warning to a revision of which nothing is recorded', async () => {
    await byHand(world, 'upgrade', release, one.folder);
    expect(await deploy(three)).toBe('healed');
    await rollBack({ revision: 4 });
    expect(warnings).toContainEqual(
      expect.stringContaining('it is not recorded for which schema revision 4 is made'),
    );
  });

  it('goes on with a warning to a revision that declares nothing among others that do', async () => {
    expect(await deploy(versionOf(6))).toBe('upgraded');
    expect(await deploy(sources(7, 7))).toBe('upgraded');
    expect(await rollBack({ revision: 3 })).toContain('Do: mend the present sources');
    expect(warnings).toEqual([]);
    await rollBack({ revision: 4 });
    expect(warnings).toEqual([
      'api: whether revision 4 can run on the database is not known, it is not recorded for which schema revision 4 is made',
    ]);
  });

  it('goes on with a warning where nobody knows to what a later revision has migrated', async () => {
    await byHand(world, 'upgrade', release, sources(6, 6).folder);
    expect(schemaIn(world.api)).toBe(6);
    await rollBack({ revision: 3 });
    expect(warnings).toEqual([
      'api: whether revision 3 can run on the database is not known, to what revision 4 has migrated it is not recorded',
    ]);
  });

  it('goes on with a warning where it may not record that a backup was restored', async () => {
    setSchema(world.api, 1);
    const recordedBefore = recorded();
    refuseToRecord();
    expect(await rollBack({ revision: 1, isSchemaRestored: true })).toBe('upgraded');
    expect(recorded()).toBe(recordedBefore);
    expect(warnings).toContainEqual(
      `api: that the database was restored is not recorded in ConfigMap ${databasesName}, so the next rollback asks again: Error from server (Forbidden): configmaps is forbidden`,
    );
  });

  it('records nothing of a restored backup where an image is gone', async () => {
    const recordedBefore = recorded();
    const images = { imagePrefix: 'acme', onNodes: () => Promise.resolve(new Set<string>()) };
    expect(await rollBack({ ...images, revision: 1, isSchemaRestored: true })).toMatch(
      /^NXHELM_IMAGE_GONE: .*; nothing was changed/,
    );
    expect(recorded()).toBe(recordedBefore);
  });
});

describe('Helm’s own rollback of an upgrade that failed (K6)', () => {
  it('is withheld where what ran could not run after the migration', async () => {
    await deploy(three);
    expect(await deploy(breaking)).toMatch(
      /^NXHELM_ROLLBACK_WITHHELD: the rollout failed and was not rolled back, because revision 1 is made for version 3 /,
    );
    expect(schemaIn(world.api)).toBe(4);
    expect(await deploy(sources(4, 4))).toBe('upgraded');
  });

  it('is made where it can run', async () => {
    await deploy(one);
    expect(await deploy(sources(2, 1, true))).toContain('NXHELM_ROLLOUT_FAILED');
  });

  it('is made of an install, whatever another installation has recorded', async () => {
    await deploy(three);
    await byHand(world, 'uninstall', release);
    expect(await deploy(sources(4, 4, true))).toContain('NXHELM_ROLLOUT_FAILED');
  });
});

describe('a deploy of sources that are older than the database (K6)', () => {
  it('is refused before Helm is called, unless a person says that the database is', async () => {
    await deploy(three);
    const before = helmChanges();
    expect(await deploy(one)).toMatch(
      /^NXHELM_SCHEMA_TOO_NEW: what would be deployed is made for version 1 of the schema app, .*; nothing was changed/,
    );
    expect(helmChanges()).toBe(before);
    setSchema(world.api, 0);
    expect(await deploy(one, { isSchemaRestored: true })).toBe('upgraded');
    expect(schemaIn(world.api)).toBe(1);
  });

  it('is refused where what the person says cannot be recorded', async () => {
    await deploy(three);
    refuseToRecord();
    expect(await deploy(one, { isSchemaRestored: true })).toMatch(
      /^NXHELM_SCHEMA_NOT_RECORDED: .*; nothing was changed/,
    );
    expect(recorded()).toContain('"version":3');
  });

  it('is refused, too, where the run that migrated was killed', async () => {
    await deploy(one);
    await killedAfter(world, 'helm runs hook migrate', three);
    expect(schemaIn(world.api)).toBe(3);
    expect(await deploy(one)).toContain('NXHELM_SCHEMA_TOO_NEW');
    expect(await deploy(three)).toBe('healed');
  });

  it('is refused in a new installation that finds the same database, and not with another one', async () => {
    await deploy(three);
    await byHand(world, 'uninstall', release);
    expect(await deploy(one)).toContain('NXHELM_SCHEMA_TOO_NEW');
    replaceDatabase(world.api, databaseWith(0, 'claim-2'));
    expect(await deploy(one)).toBe('installed');
  });
});

describe('a deploy that Helm refuses before it makes a revision (K6)', () => {
  it('has migrated nothing, so that the sources before it are deployed again', async () => {
    await deploy(one);
    const before = recorded();
    const foreign = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } };
    world.api.create(foreign);
    expect(await deploy(sources(6, 6))).toContain('NXHELM_');
    expect(schemaIn(world.api)).toBe(1);
    expect(recorded()).toBe(before);
    world.api.remove('ConfigMap', 'settings');
    expect(await deploy(one)).toBe('healed');
  });

  it('stays recorded where a revision was made, for its hooks have run', async () => {
    await deploy(one);
    expect(await deploy(sources(6, 6, true))).toContain('NXHELM_ROLLBACK_WITHHELD');
    expect(recorded()).toContain('"version":6');
  });

  it('stays recorded of an install, which leaves nothing of itself', async () => {
    expect(await deploy(sources(6, 6, true))).toContain('NXHELM_ROLLOUT_FAILED');
    expect(schemaIn(world.api)).toBe(6);
    expect(recorded()).toContain('"version":6');
  });
});

describe('what is recorded of databases (K6)', () => {
  it('is written before anything is changed, so that nothing is where it cannot be', async () => {
    await deploy(one);
    await killedAfter(world, 'helm creates revision 2', two);
    refuseToRecord();
    const before = world.schedule.trace.length;
    expect(await deploy(three)).toMatch(/^NXHELM_SCHEMA_NOT_RECORDED: .*; nothing was changed/);
    const asked = world.schedule.trace.slice(before);
    expect(asked.filter((line) => /: helm (?!get )/.test(line))).toEqual([]);
  });

  it('is there before Helm begins, and is not written again for what it knows', async () => {
    await killedAfter(world, `kubectl create ConfigMap ${databasesName}`, three);
    expect(recorded()).toContain('"version":3');
    expect(helmChanges()).toBe(0);
    await deploy(three);
    const before = recorded();
    await deploy(versionOf(7, false, { schema: 3, oldest: 2, isTrusting: false }));
    expect(recorded()).toBe(before);
  });

  it('is nothing for images that declare no schema', async () => {
    await deploy(versionOf(1));
    expect(recorded()).toBeUndefined();
  });
});
