import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from '../../process/run.ts';
import type { ContainerRun, ContainerRunResult } from '../../testing/container-runs.ts';
import { dockerArchive } from '../../testing/docker-archive.ts';
import { stubEngine } from '../../testing/stub-engine.ts';

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

async function container(...runs: readonly ContainerRun[]): Promise<ContainerRunResult[]> {
  const path = [join(root, 'programs'), process.env['PATH']].join(delimiter);
  const program = join(import.meta.dirname, '../../testing/container-runs.ts');
  const args = [`PATH=${path}`, process.execPath, program];
  const { stdout, stderr } = await run('env', args, { input: JSON.stringify({ root, runs }) });
  const results = stdout.trim().split('\n').at(-1) ?? '';
  if (!results.startsWith('[')) throw new Error(stderr);
  return JSON.parse(results) as ContainerRunResult[];
}

const builds = (): string[][] => engine.calls().filter(([verb]) => verb === 'build');
const read = (file: string): string => readFileSync(join(root, 'dist/images/app', file), 'utf8');

describe('container', () => {
  it('builds under a name of its own, and exports under the content tag', async () => {
    expect(await container({})).toEqual([{ success: true, said: '' }]);
    expect(read('reference')).toMatch(/^docker\.io\/acme\/app:c-[0-9a-f]{12}\n$/);
    expect(builds()[0]).toContainEqual(expect.stringMatching(/^docker\.io\/acme\/app:building-/));
  });

  it('tells the words of the step that failed, and keeps the image that was there', async () => {
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

  it('says in the words of the engine why no mode runs a step, and does not blame the Dockerfile', async () => {
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
