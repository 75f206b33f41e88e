import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { ContainerRun, ContainerRunResult } from '../../testing/container-runs.ts';
import { writeFiles } from '../../testing/workspace.ts';

// Each case starts a Node of its own, which takes seconds on a busy machine.
jest.setTimeout(60_000);

const nobody = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-without-engine-'));
  writeFiles(root, { 'app/main.js': 'main', 'app/.env': 'SECRET=1', 'app/Dockerfile': '' });
  writeFiles(root, { 'app/Dockerfile.dockerignore': '**/.env*\nDockerfile*\n' });
  // Whoever builds may write below, also where the test is root and the build is not.
  for (const folder of ['', 'app', 'app/Dockerfile']) chmodSync(join(root, folder), 0o777);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const recipe = 'FROM scratch\nCOPY . /app\nENV A=1\nCMD ["/app/main.js"]\n';

/** Runs the executor with nothing on its path. */
async function container(
  runs: readonly ContainerRun[],
  identity?: typeof nobody,
): Promise<ContainerRunResult[]> {
  const program = join(import.meta.dirname, '../../testing/container-runs.ts');
  const { stdout, stderr } = await run(process.execPath, [program], {
    input: JSON.stringify({ root, runs }),
    environment: { PATH: join(root, 'nothing') },
    ...(identity === undefined ? {} : { identity }),
  });
  const results = stdout.trim().split('\n').at(-1) ?? '';
  if (!results.startsWith('[')) throw new Error(stderr);
  return JSON.parse(results) as ContainerRunResult[];
}

const read = (file: string): string => readFileSync(join(root, 'dist/images/app', file), 'utf8');
const assembled = (dockerfile: string): ContainerRun => ({
  dockerfile,
  options: { builder: 'auto' },
});

describe('container on a machine without an engine (I1)', () => {
  const users: [string, typeof nobody | undefined][] = [
    ['the user of the tests', undefined],
    ...(isRoot ? [['a user without rights', nobody] as [string, typeof nobody]] : []),
  ];

  it.each(users)('assembles what the Dockerfile only copies, as %s', async (_who, identity) => {
    const [result] = await container([assembled(recipe)], identity);
    expect(result).toMatchObject({ success: true, said: '' });
    expect(read('reference')).toMatch(/^docker\.io\/acme\/app:c-[0-9a-f]{12}\n$/);
    const { layers, config } = JSON.parse(read('image.json')) as {
      layers: { digest: string }[];
      config: object;
    };
    expect(config).toMatchObject({ command: ['/app/main.js'] });
    const bytes = read(`layers/${layers[0]?.digest.replace('sha256:', '')}.tar`);
    expect(bytes).toContain('app/main.js');
    expect(bytes).not.toContain('.env');
  });

  it('makes equal bytes of equal files, and keeps the last image when it cannot go on', async () => {
    await container([assembled(recipe)]);
    const before = ['image.json', 'config.json', 'layer-digests'].map(read);
    await container([assembled(recipe)]);
    expect(['image.json', 'config.json', 'layer-digests'].map(read)).toEqual(before);
    const [failed] = await container([assembled(`${recipe}RUN make\n`)]);
    expect(failed?.success).toBe(false);
    expect(failed?.output).toContain(
      'app: built by an engine, because of line 5: RUN needs an engine',
    );
    expect(failed?.said).toMatch(/^NXHELM_NO_ENGINE: .*Do: /s);
    expect(read('image.json')).toBe(before[0]);
  });

  it('is asked for an engine in any case by an option', async () => {
    const [forced] = await container([{ dockerfile: recipe, options: { builder: 'engine' } }]);
    expect(forced?.said).toMatch(/^NXHELM_NO_ENGINE/);
    expect(existsSync(join(root, 'dist/images/app/image.json'))).toBe(false);
  });
});
