import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './stamps.mjs';

const lockPath = join(workspaceRoot, '.taskora', 'setup.lock');
const pollMilliseconds = 200;

/** Number and start time of a process, or undefined when it is gone; the number alone may be reused. */
function identityOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return process.platform !== 'linux' && isRunning(pid) ? `${pid}` : undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that holds the lock, or undefined when there is none or it is gone. */
export function liveHolder(path = lockPath) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [pid] = text.split(' ');
  return identityOf(pid) === text ? pid : undefined;
}

/** Linked into place, so that the lock is there with its whole content or not at all. */
function create(path) {
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, identityOf(process.pid) ?? '');
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Waits until no other set-up works on this checkout, and returns what ends our own claim. Two runs that
 * find the lock of the same killed run in the same instant may both get it; each step is then done twice.
 */
export function lockSetup(path = lockPath) {
  let isReported = false;
  while (!create(path)) {
    const holder = liveHolder(path);
    if (holder === undefined) {
      rmSync(path, { force: true });
      continue;
    }
    if (!isReported) console.log(`setup: waits for the set-up of process ${holder} ...`);
    isReported = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMilliseconds);
  }
  return () => rmSync(path, { force: true });
}
