import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, processPlace } from './liveness.mjs';

/**
 * A new folder among the temporary ones that names its purpose and this process. Those of the same
 * purpose go first whose process is gone, since nothing else removes what a killed run has left; those of
 * another container that shares the folder stay, whose processes cannot be seen from here, and so do those
 * that cannot be removed, as of another user.
 *
 * @param {string} purpose
 * @param {string} [parent]
 * @returns {{ folder: string, hasRemoved: boolean }}
 */
export function makeOwnFolder(purpose, parent = realpathSync(tmpdir())) {
  const prefix = `nx-helm-${purpose}-${processPlace()}-`;
  const removed = readdirSync(parent).filter((name) => {
    const owner = name.startsWith(prefix) ? /^(\d+)-\w{6}$/.exec(name.slice(prefix.length)) : null;
    return owner !== null && !isAlive(Number(owner[1])) && isRemoved(join(parent, name));
  });
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  return { folder, hasRemoved: removed.length > 0 };
}

/** @param {string} folder */
function isRemoved(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
