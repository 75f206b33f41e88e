import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNxWorkspace } from '../testing/nx-workspace.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

type Workspace = Awaited<ReturnType<typeof createNxWorkspace>>;

const saysLost = /The files of .* are no longer in .*, though Nx remembers these tasks/;

function image({ root }: Workspace): string {
  return readFileSync(join(root, 'dist/images/web/image.json'), 'utf8');
}

describe('files that the cache of Nx has lost, though Nx remembers the tasks (nx#37110)', () => {
  it('are built again in the run that needs them, which says so', async () => {
    const workspace = await createNxWorkspace();
    const { nx, root } = workspace;
    try {
      expect(await nx('run', 'web:helm-template')).toMatchObject({ exitCode: 0 });
      const before = image(workspace);
      const cache = join(root, '.nx/cache');
      for (const name of readdirSync(cache)) rmSync(join(cache, name), { recursive: true });
      rmSync(join(root, 'dist'), { recursive: true });

      // Another task of the release: that of before is remembered too.
      const { exitCode, said } = await nx('run', 'web:helm-template', '-c', 'other');
      expect(said).toMatch(saysLost);
      expect(said).toMatch(/ web:build, web:container, web:helm-template /);
      expect(exitCode).toBe(0);
      expect(image(workspace)).toBe(before);
      expect(existsSync(join(root, 'dist/apps/web/page.ts'))).toBe(true);

      // Whole again: the next run takes it, and has nothing to say.
      rmSync(join(root, 'dist'), { recursive: true });
      const next = await nx('run', 'web:helm-template', '-c', 'other');
      expect(next.said).not.toMatch(saysLost);
      expect(next.said).toContain('[local cache]');
      expect(image(workspace)).toBe(before);
    } finally {
      await workspace.remove();
    }
  });

  it('are built again where another checkout emptied the folder that both keep them in', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'nx-shared-cache-'));
    const [one, other] = [
      await createNxWorkspace({ cacheFolder: shared }),
      await createNxWorkspace({ cacheFolder: shared }),
    ];
    try {
      expect(await one.nx('run', 'web:container')).toMatchObject({ exitCode: 0 });
      rmSync(join(one.root, 'dist'), { recursive: true });
      expect(await other.nx('reset')).toMatchObject({ exitCode: 0 });

      const { exitCode, said } = await one.nx('run', 'web:container');
      expect(said).toMatch(saysLost);
      expect(exitCode).toBe(0);
      expect(image(one)).toContain('"project": "web"');
    } finally {
      await one.remove();
      await other.remove();
      rmSync(shared, { recursive: true, force: true });
    }
  });
});
