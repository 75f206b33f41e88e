import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { onInterruption } from '../base/interruption.ts';
import type { Machine } from '../base/machine.ts';
import { thisMachine } from '../base/machine.ts';
import type { Values } from '../base/plain-object.ts';

const firstLine =
  '# Written by infra:preview for the time of its run, and removed by it; do not commit it.';
const runLine = /^# Run: (\S+) (\d+) \S+$/m;

/**
 * The file is there as long as the work goes on: Nx hashes it like any other, and nobody has to ignore it. It
 * says whose it is, because a second run in the same workspace would deploy what the first one's has in it.
 */
export async function withEnvironmentFile<Result>(
  workspaceRoot: string,
  file: string,
  document: Values,
  work: () => Promise<Result>,
  machine: Machine = thisMachine,
): Promise<Result> {
  const path = join(workspaceRoot, file);
  const run = `# Run: ${machine.place} ${machine.processId} ${randomUUID()}`;
  // JSON is YAML, and says the same to every reader.
  const text = `${firstLine}\n${run}\n${JSON.stringify(document, undefined, 2)}\n`;
  const remove = async (): Promise<void> => {
    if (contentOf(path) === text) await rm(path, { force: true });
  };
  const stopListening = onInterruption(remove);
  try {
    await putAlone(path, text, { file, machine });
    return await work();
  } finally {
    stopListening();
    await remove();
  }
}

interface Place {
  readonly file: string;
  readonly machine: Machine;
}

/** Whole and only where there is none, so that of two runs one has it. */
async function putAlone(path: string, text: string, place: Place): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, text);
    if (await isLinked(aside, path)) return;
    await takeAway(path, `${aside}.before`, place);
    if (!(await isLinked(aside, path))) throw busy(place.file, 'another run');
  } finally {
    await rm(aside, { force: true });
  }
}

/** What a killed run left; a file of the workspace, or of a run that goes on, is refused. */
async function takeAway(path: string, aside: string, { file, machine }: Place): Promise<void> {
  const found = contentOf(path);
  if (found === undefined) return;
  if (!found.startsWith(firstLine)) throw foreignFile(file);
  const [, place, processId] = runLine.exec(found) ?? [];
  const isElsewhere = place !== undefined && place !== machine.place;
  if (isElsewhere || (processId !== undefined && machine.isAlive(Number(processId)))) {
    throw busy(file, `process ${processId ?? ''} of ${place ?? ''}`);
  }
  await rename(path, aside);
  // Another run may have replaced it since it was read.
  const isOther = contentOf(aside) !== found;
  if (isOther) await isLinked(aside, path);
  await rm(aside, { force: true });
  if (isOther) throw busy(file, 'another run');
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function busy(file: string, run: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_BUSY',
    `${file} is that of another run in this workspace (${run}); nothing was changed`,
    `wait for it to end, or remove ${file} if there is none any more`,
  );
}

function foreignFile(file: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_NAME',
    `the preview would write ${file}, which is a file of this workspace`,
    `rename ${file}`,
  );
}
