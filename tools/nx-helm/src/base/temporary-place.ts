import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { onInterruption } from './interruption.ts';
import { makeOwnFolder } from './own-folder.mjs';

interface PlaceOptions {
  readonly purpose: string;
  /** Whose work it is, where that of another workspace is to be left alone. */
  readonly workspaceRoot?: string;
  /** What has to be undone besides removing the folder. */
  readonly onRemoved?: () => Promise<void>;
}

/**
 * Gives the work a folder outside of the workspace, so that neither git nor Nx takes it for a part
 * of it. The folder goes when the work ends, however it ends; what a killed run left goes with the
 * next one.
 */
export async function withTemporaryPlace<Result>(
  { workspaceRoot, purpose, onRemoved = () => Promise.resolve() }: PlaceOptions,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const owner = workspaceRoot === undefined ? '' : `-${await idOf(workspaceRoot)}`;
  const { folder, hasRemoved } = makeOwnFolder(`${purpose}${owner}`);
  const cleanUp = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await onRemoved();
  };
  const stopListening = onInterruption(cleanUp);
  try {
    if (hasRemoved) await onRemoved();
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
