import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from '../process/run.ts';
import { dockerArchive } from '../testing/docker-archive.ts';
import { createFixture } from '../testing/fixture-workspace.ts';
import { stubEngine } from '../testing/stub-engine.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

let root: string;
beforeEach(async () => {
  ({ root } = createFixture());
  stubEngine(
    join(root, 'engine'),
    await dockerArchive({ layers: [[{ name: 'a', content: 'a' }]] }),
  );
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Runs Nx, with a cache in the workspace and the engine that stands in for a real one. */
async function nx(...args: readonly string[]) {
  const program = createRequire(join(root, 'package.json')).resolve('nx/bin/nx');
  const environment = {
    PATH: [join(root, 'engine'), process.env['PATH']].join(delimiter),
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
  };
  const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...args], {
    cwd: root,
    environment,
  });
  return { exitCode, said: stdout + stderr };
}

describe('an image whose files the cache of Nx has lost, though Nx remembers the task', () => {
  it('is missed with commands that bring it back', async () => {
    expect(await nx('run', 'api:helm-template')).toMatchObject({ exitCode: 0 });
    const cache = join(root, '.nx/cache');
    for (const entry of readdirSync(cache).filter((name) => /^\d+$/.test(name))) {
      rmSync(join(cache, entry), { recursive: true });
    }
    rmSync(join(root, 'dist'), { recursive: true });
    // Another task of the release, for that of before is remembered too.
    const { exitCode, said } = await nx('run', 'api:helm-template', '-c', 'other');
    expect(exitCode).not.toBe(0);
    const commands = /NXHELM_IMAGE_MISSING.* Do: (.*)/.exec(said)?.[1]?.trim() ?? '';
    expect(commands).toBe('npx nx reset, then npx nx run api:container');
    for (const command of commands.split(', then ')) {
      const args = command.replace(/^npx nx /, '').split(' ');
      expect(await nx(...args)).toMatchObject({ exitCode: 0 });
    }
    expect(existsSync(join(root, 'dist/images/api/image.json'))).toBe(true);
    expect(await nx('run', 'api:helm-template', '-c', 'other')).toMatchObject({ exitCode: 0 });
  });
});
