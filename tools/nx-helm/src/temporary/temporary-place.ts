import { createHash } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onInterruption } from './process/interruption.ts';
import { isAlive } from './process/other-process.ts';

export interface PlaceOptions {
  readonly workspaceRoot: string;
  readonly purpose: string;
  /** What has to be undone besides removing the folder. */
  readonly onRemoved?: () => Promise<void>;
}

/**
 * Gives the work a folder outside of the workspace, so that neither git nor Nx takes it for a part
 * of it. The folder goes when the work ends, however it ends; what a killed run left goes with the
 * next one of the same workspace.
 */
export async function withTemporaryPlace<Result>(
  { workspaceRoot, purpose, onRemoved = () => Promise.resolve() }: PlaceOptions,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = await realpath(tmpdir());
  const prefix = `nx-helm-${purpose}-${await idOf(workspaceRoot)}-`;
  if (await removeAbandoned(parent, prefix)) await onRemoved();
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  const cleanUp = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await onRemoved();
  };
  const stopListening = onInterruption(cleanUp);
  try {
    return await work(folder);
  } finally {
    stopListening();
    await cleanUp();
  }
}

async function idOf(workspaceRoot: string): Promise<string> {
  const hash = createHash('sha256').update(await realpath(workspaceRoot));
  return hash.digest('hex').slice(0, 12);
}

async function removeAbandoned(parent: string, prefix: string): Promise<boolean> {
  const left = (await readdir(parent)).filter((name) => {
    const owner = name.startsWith(prefix) ? /^\d+/.exec(name.slice(prefix.length)) : null;
    return owner !== null && !isAlive(Number(owner[0]));
  });
  for (const name of left) await rm(join(parent, name), { recursive: true, force: true });
  return left.length > 0;
}
