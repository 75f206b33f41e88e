import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { readOptional } from '@taskora/base/files';
import { ownIdentity, processGroupOf, type Identity } from '@taskora/base/identity';
import { endGroup } from '@taskora/base/run';
import type { ChildObserver } from './run.ts';

/** Children carry this variable with the path of their run's folder, to be known after its end. */
const MARK = 'CLUSTER_TOOL_RUN';

/** A folder for the temporary files of one run, which also knows the children that it started. */
export interface WorkFolder {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly observer: ChildObserver;
  endChildren(): void;
  remove(): void;
}

const nameOf = (identity: Identity): string =>
  `${identity.pid}-${identity.start.replaceAll(/\W/g, '_')}`;

export function createWorkFolder(parent: string): WorkFolder {
  const path = join(parent, nameOf(ownIdentity()));
  mkdirSync(path, { recursive: true });
  const children = new Set<number>();
  return {
    path,
    environment: { [MARK]: path },
    observer: { started: (pid) => children.add(pid), ended: (pid) => children.delete(pid) },
    endChildren: () => {
      for (const pid of children) endGroup(pid, 'SIGKILL');
    },
    remove: () => removeTree(path),
  };
}

/** Ends what runs that were killed left running, and removes what they left on disk. */
export function removeLeftovers(parent: string): number {
  const own = nameOf(ownIdentity());
  const names = namesIn(parent).filter((name) => name !== own);
  for (const path of names.map((name) => join(parent, name))) {
    for (const pid of processesMarked(path)) endProcess(pid);
    removeTree(path);
  }
  return names.length;
}

/** Where there is no /proc, children that were left behind end when their folder is gone. */
function processesMarked(path: string): number[] {
  const mark = `${MARK}=${path}`;
  const numbers = namesIn('/proc').filter((one) => /^\d+$/.test(one));
  return numbers
    .filter((number) => (readOptional(`/proc/${number}/environ`) ?? '').split('\0').includes(mark))
    .map(Number);
}

/** With its group, since sudo takes the mark off what Minikube starts through it. */
function endProcess(pid: number): void {
  const group = processGroupOf(pid);
  if (group !== undefined && group !== processGroupOf(process.pid)) endGroup(group, 'SIGKILL');
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Children that were just killed may still write for a moment, so removing is tried again. */
function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
