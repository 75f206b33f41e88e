import { isNativeError } from 'node:util/types';

/**
 * What failed, with the message of whatever failed, and the next command.
 *
 * @typedef {{ readonly code: string, readonly what: string, readonly fix: string }} Finding
 */

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR']);
/** A file that is not there is a defect of ours, unless it was to be made in a folder that is not there. */
const MAKES = new Set(['mkdir', 'mkdtemp']);

/**
 * What the system said when a file could not be written: a condition for people, and no defect.
 * Undefined for every other error.
 *
 * @param {unknown} error
 * @returns {Finding | undefined}
 */
export function fileFinding(error) {
  if (!isNativeError(error)) return undefined;
  const { code = '', syscall = '', path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (FULL.has(code)) {
    const fix = path === undefined ? 'free some space (df -h)' : `free some space (df -h ${path})`;
    return { code: 'DISK_FULL', what: error.message, fix };
  }
  if (syscall === 'symlink' && code === 'EPERM') {
    const fix =
      'let this user make links (on Windows: turn on developer mode in its settings), then run the same command again';
    return { code: 'LINK_REFUSED', what: error.message, fix };
  }
  const isRefused = REFUSED.has(code) || (code === 'ENOENT' && MAKES.has(syscall));
  if (path === undefined || syscall.startsWith('spawn') || !isRefused) return undefined;
  const fix = `see who may write there (ls -ld ${path}, or the folders above it) and whether TMPDIR and XDG_CACHE_HOME name folders that are there`;
  return { code: 'FILE_REFUSED', what: error.message, fix };
}
