import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from '@taskora/base/run';
import type { ImageDescription } from '../../image/image-description.ts';
import type { ContainerRun, ContainerRunResult } from '../../testing/container-runs.ts';
import { dockerArchive } from '../../testing/docker-archive.ts';
import { stubEngine } from '../../testing/stub-engine.ts';
import { writeFiles } from '../../testing/workspace.ts';

// Each build starts Node and loads the builder, which takes seconds on a busy machine.
jest.setTimeout(60_000);

let root: string;
let engine: ReturnType<typeof stubEngine>;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-container-'));
  const archive = await dockerArchive({ layers: [[{ name: 'a', content: 'a' }]] });
  engine = stubEngine(join(root, 'programs'), archive);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const container = (...runs: readonly ContainerRun[]) => containerWith({}, ...runs);

async function containerWith(
  variables: Readonly<Record<string, string>>,
  ...runs: readonly ContainerRun[]
): Promise<ContainerRunResult[]> {
  const path = [join(root, 'programs'), process.env['PATH']].join(delimiter);
  const program = join(import.meta.dirname, '../../testing/container-runs.ts');
  const planted = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const args = [`PATH=${path}`, ...planted, process.execPath, program];
  const { stdout, stderr } = await run('env', args, { input: JSON.stringify({ root, runs }) });
  const results = stdout.trim().split('\n').at(-1) ?? '';
  if (!results.startsWith('[')) throw new Error(stderr);
  return JSON.parse(results) as ContainerRunResult[];
}

const builds = (): string[][] => engine.calls().filter(([verb]) => verb === 'build');
const read = (file: string): string => readFileSync(join(root, 'dist/images/app', file), 'utf8');

describe('container', () => {
  it('builds under a name of its own, and exports under the content tag', async () => {
    expect(await container({})).toMatchObject([{ success: true, said: '' }]);
    expect(read('reference')).toMatch(/^docker\.io\/acme\/app:c-[0-9a-f]{12}\n$/);
    expect(builds()[0]).toContainEqual(expect.stringMatching(/^docker\.io\/acme\/app:building-/));
  });

  it('prints the error of the step that failed, and keeps the image that was there', async () => {
    await container({});
    const before = read('image.json');
    const [failed] = await container({ dockerfile: 'FROM scratch\nRUN make everything\n' });
    expect(failed?.success).toBe(false);
    expect(failed?.said).toMatch(
      /^NXHELM_BUILD_FAILED: .*the words of the step that failed: make everything.*Do: /s,
    );
    expect(read('image.json')).toBe(before);
    expect(readdirSync(join(root, 'dist/images'))).toEqual(['app']);
  });

  it('notes beside the image what migrates in it, and nothing where nobody says it (N1)', async () => {
    writeFiles(root, { 'app/migrations/1.sql': 'one' });
    const migrations = ['migrations'];
    const contentIdOf = (text: string): unknown => (JSON.parse(text) as ImageDescription).contentId;
    await container({ options: { migrations } });
    const first = read('migration.json');
    expect(contentIdOf(first)).toBe(contentIdOf(read('image.json')));
    writeFiles(root, { 'app/migrations/1.sql': 'two' });
    await container({ options: { migrations } });
    expect(read('migration.json')).not.toBe(first);
    await container({});
    expect(() => read('migration.json')).toThrow('ENOENT');
  });

  it('hands build arguments over as the values that they are, whatever they look like', async () => {
    const values = [
      '--privileged',
      'a b',
      '; touch injected',
      '`touch injected`',
      'a\nb',
      'a,b',
      '"',
      "'",
    ];
    const buildArguments = Object.fromEntries(values.map((value, index) => [`N${index}`, value]));
    expect(await container({ options: { buildArguments } })).toMatchObject([{ success: true }]);
    const [build = []] = builds();
    const given = build.filter((_argument, index) => build[index - 1] === '--build-arg');
    expect(given).toEqual(values.map((value, index) => `N${index}=${value}`));
    expect(existsSync(join(root, 'injected'))).toBe(false);
  });

  describe('built where the environment has more to say than the target (oss#1314)', () => {
    const names = [
      ...[
        'FILE',
        'CONTEXT',
        'TARGET',
        'BUILD_ARGS',
        'BUILD_CONTEXTS',
        'TAGS',
        'LABELS',
        'PLATFORMS',
      ],
      ...['ADD_HOSTS', 'CACHE_FROM', 'CACHE_TO', 'CGROUP_PARENT', 'ENGINE', 'GITHUB_TOKEN', 'LOAD'],
      ...['NETWORK', 'NO_CACHE', 'OUTPUTS', 'PULL', 'PUSH', 'SECRETS', 'SECRET_FILES', 'SHM_SIZE'],
      ...['SSH', 'ULIMIT', 'ALLOW', 'QUIET'],
    ].flatMap((name) => [`INPUT_${name}`, `INPUT_APP_${name}`]);
    const planted = {
      ...Object.fromEntries(names.map((name) => [name, 'other'])),
      BUILDAH_LAYERS: 'false',
      BUILDAH_FORMAT: 'oci',
      BUILD_REGISTRY_SOURCES: '{}',
      SOURCE_DATE_EPOCH: '1',
      DOCKER_DEFAULT_PLATFORM: 'linux/other',
      BUILDX_GIT_LABELS: '1',
      EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'other',
      NODE_OPTIONS: '--no-warnings',
    };
    const dotenv = Object.entries(planted).map(([name, value]) => `${name}=${value}\n`);

    /** How the engine was called, but for the names that each build makes up anew. */
    const calls = () =>
      engine
        .calls()
        .map((call) =>
          call.map((part) => part.replace(/building-[^:]*|\/docker-build-push-\w+/g, '')),
        );

    it.each<[string, Record<string, string>, Record<string, string>]>([
      ['by variables', planted, {}],
      ['by .env of the workspace', {}, { '.env': dotenv.join('') }],
      ['by .env of the project', {}, { 'app/.env': dotenv.join('') }],
      [
        'by a file that dotenv is told of',
        { DOTENV_CONFIG_PATH: 'other.env', DOTENV_CONFIG_OVERRIDE: 'true' },
        { 'other.env': dotenv.join('') },
      ],
    ])('is what the target says: %s', async (_how, variables, files) => {
      await container({});
      const expected = calls();
      writeFiles(root, { ...files, 'app/Other': 'FROM scratch\nLABEL other=1\n' });
      expect(await containerWith(variables, {})).toMatchObject([{ success: true, said: '' }]);
      expect(calls().slice(expected.length)).toEqual(expected);
      const [before, after] = engine.buildEnvironments();
      expect(after).toEqual(before);
      expect(after).toMatchObject({ BUILDAH_FORMAT: 'docker' });
    });
  });

  it('refuses values that the builder would replace by something of this machine', async () => {
    const values = ['$HOME', '$(touch injected)', '{{.}}'];
    const results = await container(
      ...values.map((NAME) => ({ options: { buildArguments: { NAME } } })),
      { options: { network: '$NETWORK' } },
    );
    for (const { success, said } of results) {
      expect({ success, said }).toEqual({
        success: false,
        said: expect.stringMatching(/^NXHELM_VALUE_UNUSABLE/),
      });
    }
    expect(builds()).toEqual([]);
  });

  it('refuses what is no name for a project, a prefix or a base, and starts nothing', async () => {
    const names = [
      '--privileged',
      'a b',
      '$(touch injected)',
      '`id`',
      'a;id',
      'a\nb',
      '../x',
      'A',
      '',
    ];
    const results = await container(
      ...names.map((project) => ({ project })),
      ...names.map((imagePrefix) => ({ options: { imagePrefix } })),
      ...names.map((base) => ({ options: { bases: [base] } })),
    );
    const codes = results.map(({ said }) => said.split(':')[0]);
    expect(codes).toEqual([
      ...names.map(() => 'NXHELM_PROJECT_NAME'),
      ...names.map(() => 'NXHELM_IMAGE_NAME'),
      ...names.map(() => 'NXHELM_IMAGE_NAME'),
    ]);
    expect(engine.calls()).toEqual([]);
  });

  const hybrid = 'creating container for [/program]: cgroups in hybrid mode not supported';

  it.each([
    [{ default: hybrid }, 'runc'],
    [{ default: hybrid, runc: hybrid, youki: hybrid }, 'chroot'],
  ])('is built in the first mode that runs steps here: %j', async (refusals, mode) => {
    engine.refuse(refusals);
    expect(await container({})).toMatchObject([{ success: true, said: '' }]);
    expect(engine.modes()).toEqual([mode]);
  });

  it('prints the engine’s error where no mode runs a step, and does not blame the Dockerfile', async () => {
    const modes = ['default', 'runc', 'youki', 'chroot'];
    engine.refuse(Object.fromEntries(modes.map((mode) => [mode, hybrid])));
    const [failed] = await container({});
    expect(failed?.said).toMatch(/^NXHELM_ENGINE_CANNOT_RUN: .*hybrid mode not supported.*Do: /s);
    expect(failed?.said).not.toContain('Dockerfile, then');
    expect(engine.modes()).toEqual([]);
  });

  it('tries the modes anew after a build that the engine has refused', async () => {
    await container({});
    engine.refuse({ default: hybrid });
    const [failed, again] = await container({}, {});
    expect(failed?.said).toMatch(/^NXHELM_ENGINE_CANNOT_RUN: .*hybrid mode not supported/s);
    expect(again).toMatchObject({ success: true });
    expect(engine.modes()).toEqual(['default', 'runc']);
  });

  it('names a full disk, and not the Dockerfile', async () => {
    await container({});
    engine.refuse({ default: 'Error: write /layer: no space left on device' });
    const [failed] = await container({});
    expect(failed?.said).toMatch(/^NXHELM_DISK_FULL: .*no space left on device.*system df/s);
  });

  it('takes a program that the image lacks for a fault of the Dockerfile', async () => {
    await container({});
    engine.refuse({
      default: 'creating container for [/nope]: exec: "/nope": executable file not found in $PATH',
    });
    const [failed] = await container({});
    expect(failed?.said).toMatch(/^NXHELM_BUILD_FAILED: /);
  });
});
