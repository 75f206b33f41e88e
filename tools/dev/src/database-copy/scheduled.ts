import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import type { RunningProgram } from './programs.ts';

/** Runs a Python program beside the claim that the scheduled backups are kept on. */
export type StartPython = (program: string, args: readonly string[]) => RunningProgram;

export interface ScheduledBackup {
  readonly name: string;
  readonly bytes: number;
}

/** The CronJob's script says by `NAME.complete` that `NAME.dump` is whole. */
const listing = `
import json, pathlib, sys
dumps = [path.with_suffix(".dump") for path in pathlib.Path(sys.argv[1]).glob("taskora-*.complete")]
print(json.dumps([{"name": path.name, "bytes": path.stat().st_size} for path in sorted(dumps)]))
`;
const reading = `
import pathlib, shutil, sys
with pathlib.Path(sys.argv[1], sys.argv[2]).open("rb") as file:
    shutil.copyfileobj(file, sys.stdout.buffer)
`;

const digesting = `
import hashlib, pathlib, sys
with pathlib.Path(sys.argv[1], sys.argv[2]).open("rb") as file:
    print(hashlib.file_digest(file, "sha256").hexdigest())
`;

const listSchema = z.array(z.object({ name: z.string(), bytes: z.number() }));

/** The backup that was asked for, or the newest one. */
export async function findScheduled(
  start: StartPython,
  folder: string,
  wanted?: string,
): Promise<ScheduledBackup> {
  const kept = listSchema.parse(JSON.parse(await outputOf(start(listing, [folder]))));
  const found = kept.findLast(({ name }) => wanted === undefined || name === wanted);
  if (found !== undefined) return found;
  const names = kept.map(({ name }) => name).join(', ') || 'none';
  throw new UserError(
    'BACKUP_MISSING',
    `the cluster keeps no whole backup ${wanted ?? 'of its schedule'} (there are: ${names})`,
    'npx nx run platform:backup',
  );
}

async function outputOf({ stdin, stdout, ended }: RunningProgram): Promise<string> {
  stdin.end();
  let text = '';
  stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await ended;
  return text;
}

/** The checksum of a backup where it is kept, to compare what arrives with. */
export const digestScheduled = async (
  start: StartPython,
  folder: string,
  name: string,
): Promise<string> => (await outputOf(start(digesting, [folder, name]))).trim();

export function readScheduled(start: StartPython, folder: string, name: string): RunningProgram {
  const python = start(reading, [folder, name]);
  python.stdin.end();
  return python;
}
