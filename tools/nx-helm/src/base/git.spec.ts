import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRepository } from '../testing/git-repository.ts';
import { writeFiles } from '../testing/workspace.ts';
import {
  changedFilesBetween,
  changedFilesSince,
  isShallow,
  mergeBase,
  oldestOf,
  readCommit,
  resolveCommit,
  ancestryOf,
} from './git.ts';
import { withWorktree } from './worktree.ts';

let repository: ReturnType<typeof createRepository>;
const folders: string[] = [];
beforeEach(() => {
  repository = createRepository({ 'a.txt': 'a', 'b/c.txt': 'c', '.gitignore': 'dist/\n' });
  folders.push(repository.root);
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function shallowClone(): string {
  const clone = mkdtempSync(join(tmpdir(), 'nx-helm-shallow-'));
  folders.push(clone);
  const from = pathToFileURL(repository.root).href;
  execFileSync('git', ['clone', '--quiet', '--depth', '1', '--', from, clone]);
  return clone;
}

describe('a commit', () => {
  it('is found by any name of it', async () => {
    const { root, first, commit } = repository;
    const second = commit({ 'a.txt': 'b' });
    await expect(resolveCommit(root, 'HEAD~1')).resolves.toBe(first);
    await expect(resolveCommit(root, 'main')).resolves.toBe(second);
    await expect(resolveCommit(root, first.slice(0, 7))).resolves.toBe(first);
  });

  it('that is not there is named, with what to do', async () => {
    const asked = resolveCommit(repository.root, 'v9');
    await expect(asked).rejects.toThrow(/NXHELM_COMMIT_UNKNOWN: .*"v9".* Do: git fetch/);
  });

  it('cannot be an option of git, whatever its name is', async () => {
    const { root } = repository;
    const marker = join(root, 'dist-marker');
    for (const name of [
      `--upload-pack=touch ${marker}`,
      `--output=${marker}`,
      '--exec-path',
      '--all',
      '-h',
      `HEAD --output=${marker}`,
      '',
    ]) {
      await expect(resolveCommit(root, name)).rejects.toThrow('NXHELM_COMMIT_UNKNOWN');
      await expect(changedFilesSince(root, name)).rejects.toThrow('NXHELM_COMMIT_UNKNOWN');
      await expect(withWorktree(root, name, () => Promise.resolve(1))).rejects.toThrow(
        'NXHELM_COMMIT_UNKNOWN',
      );
      await expect(mergeBase(root, name, 'HEAD')).rejects.toThrow('NXHELM_COMMIT_UNKNOWN');
    }
    expect(existsSync(marker)).toBe(false);
  });

  it('that a shallow clone lacks leads to the rest of the history', async () => {
    const { first, commit } = repository;
    commit({ 'a.txt': 'b' });
    const clone = shallowClone();
    await expect(isShallow(clone)).resolves.toBe(true);
    await expect(resolveCommit(clone, first)).rejects.toThrow(
      /NXHELM_CLONE_SHALLOW.*--unshallow.*fetch-depth: 0/,
    );
  });

  it('of a folder without git is none, and said so', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'nx-helm-bare-'));
    folders.push(bare);
    await expect(resolveCommit(bare, 'HEAD')).rejects.toThrow('NXHELM_GIT_NONE');
    await expect(readCommit(bare)).resolves.toEqual({ id: 'unknown', isDirty: true });
  });

  it('is in the history, beside it, or missing', async () => {
    const { root, git, commit, first } = repository;
    git('checkout', '--quiet', '-b', 'side');
    const side = commit({ 'side.txt': '' });
    git('checkout', '--quiet', 'main');
    const second = commit({ 'a.txt': 'b' });
    await expect(ancestryOf(root, first.slice(0, 7), 'HEAD')).resolves.toBe('ancestor');
    await expect(ancestryOf(root, side, 'HEAD')).resolves.toBe('elsewhere');
    await expect(ancestryOf(root, 'abcdef1', 'HEAD')).resolves.toBe('missing');
    await expect(mergeBase(root, 'side', 'main')).resolves.toBe(first);
    await expect(oldestOf(root, [second, first, second], 'HEAD')).resolves.toBe(first);
    await expect(oldestOf(root, [], 'HEAD')).resolves.toBeUndefined();
  });
});

describe('the files changed since a commit (N2)', () => {
  it('are those committed, edited, staged, deleted and new, with both names of a renamed one', async () => {
    const { root, git, commit, first } = repository;
    commit({ 'committed.txt': '1', 'to delete.txt': '1' });
    const since = git('rev-parse', 'HEAD');
    commit({ 'later.txt': '1' });
    git('mv', 'b/c.txt', 'b/d.txt');
    rmSync(join(root, 'to delete.txt'));
    writeFiles(root, { 'a.txt': 'edited', 'new é.txt': '', 'dist/ignored.txt': '' });
    await expect(changedFilesSince(root, since)).resolves.toEqual([
      'a.txt',
      'b/c.txt',
      'b/d.txt',
      'later.txt',
      'new é.txt',
      'to delete.txt',
    ]);
    await expect(changedFilesSince(root, first)).resolves.toContain('committed.txt');
  });

  it('are relative to a workspace below the root of the repository, and of it alone', async () => {
    const { root, first } = repository;
    writeFiles(root, { 'a.txt': 'edited', 'b/c.txt': 'edited', 'b/new.txt': '' });
    await expect(changedFilesSince(join(root, 'b'), first)).resolves.toEqual(['c.txt', 'new.txt']);
  });

  it('are those between two commits whatever the working tree is', async () => {
    const { root, git, commit, first } = repository;
    git('mv', 'b/c.txt', 'b/d.txt');
    const second = commit({ 'a.txt': 'b' });
    writeFiles(root, { 'a.txt': 'a', 'new.txt': '' });
    const between = ['a.txt', 'b/c.txt', 'b/d.txt'];
    await expect(changedFilesBetween(root, first, second)).resolves.toEqual(between);
    const below = changedFilesBetween(join(root, 'b'), first, second);
    await expect(below).resolves.toEqual(['c.txt', 'd.txt']);
  });
});
