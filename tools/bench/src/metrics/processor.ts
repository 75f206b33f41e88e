import { readFileSync } from 'node:fs';

/** What Linux counts in, on every machine that runs containers. */
const TICKS_PER_SECOND = 100;

/** What a process and its threads have used of their processor, as Linux's /proc/PID/stat says it. */
export function usedMilliseconds(stat: string): number {
  // The name of the program may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) * 1000) / TICKS_PER_SECOND;
}

export const processorOf = (processIds: readonly number[]): number =>
  processIds
    .map((id) => usedMilliseconds(readFileSync(`/proc/${id}/stat`, 'utf8')))
    .reduce((sum, each) => sum + each, 0);
