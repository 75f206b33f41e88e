import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '@taskora/base/error-code';
import { writeWhole } from '@taskora/base/files';
import { isAlive, ownIdentity, startTimeOf, type Identity } from '@taskora/base/identity';
import { z } from 'zod';
import { runOwner, workspaceRoot } from '../environment.ts';
import { waitUntil } from '../wait.ts';

const identitySchema = z.object({ pid: z.number(), start: z.string() });
const recordSchema = z.object({
  child: identitySchema,
  owner: identitySchema,
  /** Data that only the child uses, to be removed after it. */
  folder: z.string().optional(),
});

type OrphanRecord = z.infer<typeof recordSchema>;

export const recordsFolder = join(workspaceRoot, '.taskora', 'processes');

const endTimeoutSeconds = 10;

export interface Recorded {
  /** Called when the child has ended in order. */
  forget(): void;
}

/** Notes a child on disk, so that a later run can end it when its owner was killed before it. */
export function recordChild(
  pid: number,
  { owner = ownIdentity(), folder }: { owner?: Identity; folder?: string } = {},
  records = recordsFolder,
): Recorded {
  const path = join(records, `${pid}.json`);
  const child = { pid, start: startTimeOf(pid) ?? 'gone' };
  // Half a record would be taken for none, and removed.
  writeWhole(path, JSON.stringify({ child, owner, folder }));
  return { forget: () => rmSync(path, { force: true }) };
}

/** Notes this program as a part of a run that may be killed before it. */
export function recordSelf(): void {
  const owner = runOwner();
  if (owner === undefined) return;
  const { forget } = recordChild(process.pid, { owner });
  process.once('exit', forget);
}

/** Undefined for a record that was cut off, which is then as good as none. */
function readRecord(path: string): OrphanRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The process may end by itself between the check and the signal. */
function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** SIGINT is what asks PostgreSQL to end without waiting for its clients; the others end on it too. */
async function end(child: Identity): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    if (isAlive(child)) signalProcess(child.pid, signal);
    await waitUntil(() => !isAlive(child), { timeoutSeconds: endTimeoutSeconds });
  }
}

/** Ends what runs of this checkout left behind that were killed, and removes its data. */
export async function endOrphans(records = recordsFolder): Promise<void> {
  mkdirSync(records, { recursive: true });
  for (const name of readdirSync(records).filter((each) => each.endsWith('.json'))) {
    const path = join(records, name);
    const record = readRecord(path);
    if (record !== undefined && isAlive(record.owner)) continue;
    if (record !== undefined) {
      await end(record.child);
      if (record.folder !== undefined) rmSync(record.folder, { recursive: true, force: true });
    }
    rmSync(path, { force: true });
  }
}
