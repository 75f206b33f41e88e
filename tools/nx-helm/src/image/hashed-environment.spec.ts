import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace } from '../testing/nx-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';
import { builderVariables } from './builder-variables.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
beforeEach(async () => {
  workspace = await createNxWorkspace();
});
afterEach(() => workspace.remove());

const container = { project: 'api', target: 'container' } as const;
const inputs = builderVariables.filter(({ isInput }) => isInput).map(({ name }) => name);
const others = builderVariables.filter(({ isInput }) => !isInput).map(({ name }) => name);

describe('the environment that reaches an image builder (N7, oss#1314)', () => {
  it('has each variable once, for a reason', () => {
    expect(new Set([...inputs, ...others]).size).toBe(builderVariables.length);
    expect(builderVariables.filter(({ reason }) => !reason.includes(' '))).toEqual([]);
  });

  it('is a part of the hash that Nx makes of the task, variable for variable', async () => {
    const planted = inputs.map((name) => ({ [name]: 'planted' }));
    const [plain, ...hashes] = await workspace.hashes({ ...container, planted: [{}, ...planted] });
    expect(new Set([plain, ...hashes]).size).toBe(1 + inputs.length);
  });

  it('changes no hash by what cannot change an image, nor by what no builder gets', async () => {
    const names = [...others.filter((name) => name !== 'PATH'), 'INPUT_FILE', 'SOURCE_DATE_EPOCH'];
    const planted = names.map((name) => ({ [name]: 'planted' }));
    const hashes = await workspace.hashes({ ...container, planted: [{}, ...planted] });
    expect(new Set(hashes).size).toBe(1);
  });

  it('is a part of the hash by the files that HOME leads to', async () => {
    const homes = ['one', 'two', 'three'].map((name) => join(workspace.root, '.nx', name));
    const [one = '', two = '', three = ''] = homes;
    writeFiles(one, { '.config/containers/containers.conf': '[containers]\nhttp_proxy=false\n' });
    writeFiles(two, { '.config/containers/storage.conf': '[storage]\n' });
    mkdirSync(three);
    // Nx keeps the answer of a command for as long as it runs.
    const hashes: string[] = [];
    for (const HOME of homes) {
      hashes.push(...(await workspace.hashes({ ...container, planted: [{}] }, { HOME })));
    }
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a file .env that git ignores, in the folder of a project without a build', () => {
  it.each(['.env', '.env.local', 'config/.env'])('is an input of its image: %s', async (name) => {
    const { root, hashes } = workspace;
    writeFiles(root, { '.gitignore': 'node_modules\ndist\n.nx\n.env*\n' });
    const hash = async () => (await hashes({ ...container, planted: [{}] }))[0];
    const without = await hash();
    writeFiles(root, { [`apps/api/${name}`]: 'KEY=one\n' });
    const one = await hash();
    writeFiles(root, { [`apps/api/${name}`]: 'KEY=two\n' });
    expect(new Set([without, one, await hash()]).size).toBe(3);
  });
});

describe('a file .env, which Nx reads into the environment of each task', () => {
  const engineSaw = () =>
    workspace.engine.buildEnvironments().map(({ INPUT_FILE, HTTPS_PROXY }) => ({
      INPUT_FILE,
      HTTPS_PROXY,
    }));

  it.each(['.env', 'apps/api/.env'])(
    'reaches the builder where it is a part of the hash, and not at all else: %s',
    async (file) => {
      const { nx, root } = workspace;
      // An image that needs no engine would be given none.
      const built = () => nx('run', 'api:container', '--builder=engine');
      writeFiles(root, { 'apps/api/Other': 'FROM scratch\nLABEL other=1\n' });
      expect(await built()).toMatchObject({ exitCode: 0 });

      writeFiles(root, { [file]: 'INPUT_FILE=apps/api/Other\nINPUT_API_FILE=apps/api/Other\n' });
      expect(await built()).toMatchObject({ exitCode: 0 });

      writeFiles(root, { [file]: 'HTTPS_PROXY=http://planted.example\n' });
      const proxied = await built();
      expect(proxied.said).not.toContain('[local cache]');

      rmSync(join(root, file));
      expect((await built()).said).toMatch(/local cache|existing outputs/);
      const seen = engineSaw();
      expect(seen.map(({ INPUT_FILE }) => INPUT_FILE)).toEqual(seen.map(() => undefined));
      expect(seen.at(-1)?.HTTPS_PROXY).toBe('http://planted.example');
      expect(seen.slice(0, -1).map(({ HTTPS_PROXY }) => HTTPS_PROXY)).not.toContain(
        'http://planted.example',
      );
    },
  );
});
