import { compareText } from '../compare-text.ts';
import { git } from './git.ts';
import { resolveCommit } from './history.ts';

/**
 * Paths below a folder, relative to it, that are not as they were at a commit: committed since,
 * changed, deleted, or new and not ignored. A renamed file counts with both of its names.
 */
export async function changedFilesSince(folder: string, reference: string): Promise<string[]> {
  const commit = await resolveCommit(folder, reference);
  const [tracked, untracked] = await Promise.all([
    git(folder, ['diff', '--name-only', '-z', '--no-renames', '--relative', commit, '--', '.']),
    git(folder, ['ls-files', '--others', '--exclude-standard', '-z', '--', '.']),
  ]);
  const paths = `${tracked}${untracked}`.split('\0').filter((path) => path !== '');
  return [...new Set(paths)].toSorted(compareText);
}
