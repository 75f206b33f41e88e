import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** One digest over the contents of files, so that a step is repeated only when one of them changed. */
export function digestOf(paths, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) hash.update('\0').update(readFileSync(join(workspaceRoot, path)));
  return hash.digest('hex');
}

function stampPath(name) {
  return join(workspaceRoot, '.taskora', 'setup', name);
}

export function isStamped(name, digest) {
  try {
    return readFileSync(stampPath(name), 'utf8') === digest;
  } catch {
    return false;
  }
}

/** Forgets a step before it starts, so that one which is cut off is not taken for done. */
export function unstamp(name) {
  rmSync(stampPath(name), { force: true });
}

/** Written only after its step has ended well; renamed into place, so that a kill leaves no half stamp. */
export function stamp(name, digest) {
  const path = stampPath(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, digest);
  renameSync(`${path}.new`, path);
}
