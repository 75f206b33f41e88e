import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './workspace.ts';

/** A real repository in a folder of its own, which takes nothing from the settings of whoever tests. */
export function createRepository(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-repository-'));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const commit = (changes: Readonly<Record<string, string>>, message = 'change'): string => {
    writeFiles(root, changes);
    git('add', '--all');
    const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
    git(...person, 'commit', '--quiet', '--no-gpg-sign', '--allow-empty', '--message', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  return { root, git, commit, first: commit(files, 'first') };
}
