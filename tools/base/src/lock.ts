import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from './errors.ts';
import { writeWhole } from './files.ts';
import { isAlive, type Identity } from './identity.ts';

export interface Holder extends Identity {
  readonly command: string;
}

export interface Lock {
  release(): void;
}

/** What a lock file that no run of this tool could have written counts as: held by nobody. */
const UNREADABLE: Holder = { pid: 0, start: 'unreadable', command: 'unknown' };

/** The process named in a lock file, or undefined when there is no lock. */
export function readHolder(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { pid, start, command } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid !== 'number' || typeof start !== 'string') return UNREADABLE;
    return { pid, start, command: command ?? 'unknown' };
  } catch {
    return UNREADABLE;
  }
}

export function liveHolder(path: string): Holder | undefined {
  const holder = readHolder(path);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

export function refuse(holder: Holder): never {
  throw new UserError(
    'RUN_IN_PROGRESS',
    `another run is in progress (${holder.command}, process ${holder.pid})`,
    `wait for it to end, or end it with kill ${holder.pid}, then run this command again`,
  );
}

/**
 * Takes the lock or throws RUN_IN_PROGRESS. A lock whose holder is gone is replaced, never removed
 * first: the one process that may replace it is the one that created the claim on that holder.
 */
export function acquireLock(path: string, self: Holder): Lock {
  mkdirSync(dirname(path), { recursive: true });
  while (!createWith(path, self)) {
    const holder = readHolder(path);
    if (holder === undefined) continue;
    if (isAlive(holder)) refuse(holder);
    if (replaceStale(path, holder, self)) break;
  }
  return { release: () => releaseLock(path, self) };
}

const POLL_MS = 200;

/** Like acquireLock, but waits for holders that are soon done or whose work is wanted anyway. */
export async function acquireLockPatiently(
  path: string,
  self: Holder,
  waitsFor: (holder: Holder) => boolean,
  say: (holder: Holder) => void,
): Promise<Lock> {
  let isReported = false;
  for (;;) {
    const holder = liveHolder(path);
    if (holder === undefined || !waitsFor(holder)) {
      const lock = tryAcquire(path, self, waitsFor);
      if (lock !== undefined) return lock;
    }
    if (holder !== undefined && !isReported) say(holder);
    isReported ||= holder !== undefined;
    await delay(POLL_MS);
  }
}

/** Undefined when a holder that is to be waited for came first. */
function tryAcquire(
  path: string,
  self: Holder,
  waitsFor: (holder: Holder) => boolean,
): Lock | undefined {
  try {
    return acquireLock(path, self);
  } catch (error) {
    const holder = liveHolder(path);
    if (holder !== undefined && waitsFor(holder)) return undefined;
    throw error;
  }
}

/** Creates a file with its whole content at once; false when a file is already there. */
function createWith(path: string, holder: Holder): boolean {
  const draft = `${path}.draft-${process.pid}-${randomUUID()}`;
  writeFileSync(draft, contentOf(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

const contentOf = (holder: Holder): string => `${JSON.stringify(holder)}\n`;

function replaceStale(path: string, stale: Holder, self: Holder): boolean {
  const claims: string[] = [];
  try {
    if (!claim(path, stale, self, claims)) return false;
    const current = readHolder(path);
    // Somebody finished a take-over between our reading and our claim.
    if (current?.pid !== stale.pid || current.start !== stale.start) return false;
    writeWhole(path, contentOf(self));
    return true;
  } finally {
    for (const file of claims) rmSync(file, { force: true });
  }
}

/** Claims the right to replace a dead holder; a dead claimant's claim is claimed in turn. */
function claim(path: string, dead: Identity, self: Holder, claims: string[]): boolean {
  const file = `${path}.claim-${dead.pid}-${dead.start.replaceAll(/\W/g, '_')}`;
  if (createWith(file, self)) {
    claims.push(file);
    return true;
  }
  const claimant = readHolder(file);
  if (claimant === undefined) return false;
  if (isAlive(claimant)) refuse(claimant);
  if (!claim(path, claimant, self, claims)) return false;
  claims.push(file);
  return true;
}

function releaseLock(path: string, self: Holder): void {
  const holder = readHolder(path);
  if (holder?.pid === self.pid && holder.start === self.start) rmSync(path, { force: true });
}
