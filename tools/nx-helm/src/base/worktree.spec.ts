import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deadProcess } from '../testing/dead-process.ts';
import { createRepository } from '../testing/git-repository.ts';
import { withWorktree } from './worktree.ts';

let repository: ReturnType<typeof createRepository>;
beforeEach(() => {
  repository = createRepository({ 'a.txt': 'a', 'b/c.txt': 'c', '.gitignore': 'dist/\n' });
});
afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

/** What git has written when it is in the middle of adding a worktree. */
function beginWorktree(root: string, commit: string): string {
  const halfMade = join(root, '.git/worktrees/files');
  mkdirSync(halfMade, { recursive: true });
  writeFileSync(join(halfMade, 'locked'), 'initializing');
  writeFileSync(join(halfMade, 'gitdir'), '/nowhere/.git\n');
  writeFileSync(join(halfMade, 'HEAD'), `${commit}\n`);
  writeFileSync(join(halfMade, 'commondir'), '');
  return halfMade;
}

describe('a temporary worktree', () => {
  const registered = (): string[] =>
    repository
      .git('worktree', 'list', '--porcelain')
      .split('\n')
      .filter((line) => line.startsWith('worktree '));

  it('has the files of the commit, and is gone after the work or its failure', async () => {
    const { root, first, commit } = repository;
    commit({ 'a.txt': 'b' });
    let seen = '';
    const content = await withWorktree(root, first, (worktree) => {
      seen = worktree;
      return Promise.resolve(readFileSync(join(worktree, 'a.txt'), 'utf8'));
    });
    expect(content).toBe('a');
    expect(existsSync(seen)).toBe(false);
    const failing = withWorktree(root, first, () => Promise.reject(new Error('work failed')));
    await expect(failing).rejects.toThrow('work failed');
    expect(registered()).toHaveLength(1);
  });

  it('of a workspace below the root of the repository is that folder', async () => {
    const { root, first } = repository;
    const names = await withWorktree(join(root, 'b'), first, (worktree) =>
      Promise.resolve(readdirSync(worktree)),
    );
    expect(names).toEqual(['c.txt']);
  });

  it('runs no hook of the repository', async () => {
    const { root, first } = repository;
    const hook = join(root, '.git/hooks/post-checkout');
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\ntouch hooked\n', { mode: 0o755 });
    const names = await withWorktree(root, first, (worktree) =>
      Promise.resolve(readdirSync(worktree)),
    );
    expect(names).not.toContain('hooked');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('is gone after %s', async (signal) => {
    const script = `
      import { withWorktree } from ${JSON.stringify(pathToFileURL(join(__dirname, 'worktree.ts')).href)};
      await withWorktree(process.argv[1], 'HEAD', (worktree) => {
        console.log(worktree);
        setInterval(() => undefined, 1000);
        return new Promise(() => undefined);
      });`;
    const child = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      script,
      '--',
      repository.root,
    ]);
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const worktree = output.toString('utf8').trim();
    expect(existsSync(worktree)).toBe(true);
    child.kill(signal);
    const [, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    expect(endedBy).toBe(signal);
    expect(existsSync(worktree)).toBe(false);
    expect(registered()).toHaveLength(1);
  });

  it('that a killed run left goes with the next, and one in use stays', async () => {
    const { root, first } = repository;
    await withWorktree(root, first, async (inUse) => {
      const abandoned = join(inUse, '..').replace(/-\d+-[^-]*$/, `-${deadProcess}-aaaaaa`);
      mkdirSync(abandoned);
      await withWorktree(root, first, () => Promise.resolve());
      expect(existsSync(abandoned)).toBe(false);
      expect(existsSync(inUse)).toBe(true);
    });
  });

  it('waits for one that another process is just making', async () => {
    const { root, first } = repository;
    const halfMade = beginWorktree(root, first);
    let pauses = 0;
    const finish = async (): Promise<void> => {
      pauses += 1;
      writeFileSync(join(halfMade, 'commondir'), '../..\n');
    };
    const names = await withWorktree(
      root,
      first,
      (worktree) => Promise.resolve(readdirSync(worktree)),
      { pause: finish },
    );
    expect(names).toContain('a.txt');
    expect(pauses).toBe(1);
  });

  it('that cannot be added says why, and what to do', async () => {
    const { root, first } = repository;
    beginWorktree(root, first);
    const asked = withWorktree(root, first, () => Promise.resolve(), {
      pause: () => Promise.resolve(),
    });
    await expect(asked).rejects.toThrow(/NXHELM_WORKTREE_FAILED: .*commondir.* Do: git worktree/);
  });
});
