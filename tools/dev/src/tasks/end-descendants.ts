import { readProcessTable, withDescendants, type ProcessEntry } from '@taskora/base/processes';
import { hasCode } from '@taskora/base/error-code';

/** What a process has started and what these have started, as far as it is still below it. */
export function descendantsOf(pid: number): ProcessEntry[] {
  const table = readProcessTable();
  return withDescendants([pid], table).flatMap((found) => {
    const entry = table.get(found);
    return entry === undefined || found === pid ? [] : [entry];
  });
}

/** Ends those that still run; a number that belongs to another process by now is left alone. */
export function endAll(processes: Iterable<ProcessEntry>): void {
  const table = readProcessTable();
  for (const { pid, start } of processes) {
    if (table.get(pid)?.start !== start) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!hasCode(error, 'ESRCH')) throw error;
    }
  }
}
