import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace } from '../testing/nx-workspace.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
beforeEach(async () => {
  workspace = await createNxWorkspace();
});
afterEach(() => workspace.remove());

describe('an image whose files the cache of Nx has lost, though Nx remembers the task', () => {
  it('is missed with commands that bring it back', async () => {
    const { nx, root } = workspace;
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
