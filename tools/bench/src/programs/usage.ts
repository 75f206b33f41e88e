import { readFileSync } from 'node:fs';
import { readProcessTable, withDescendants } from '@taskora/base/processes';

/** What Linux counts in, on every machine that runs containers. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MILLISECONDS = 200;

export interface Usage {
  /** Of the program, and of all of its children that have ended. */
  readonly processorSeconds: number;
  /** The most that the program and its children had at once, as far as the samples saw it. */
  readonly peakMegabytes: number;
}

/** From the text of `/proc/PID/stat`: own time, and that of children which were waited for. */
export function processorSeconds(stat: string): number {
  // The name of the program may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
  return ticks / TICKS_PER_SECOND;
}

/** From the text of `/proc/PID/status`; a process that is about to end has none. */
export function residentMegabytes(status: string): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

/** A process may end between two samples. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Samples a process until the answer is called, which gives what it had used at the last sample. */
export function watchUsage(pid: number): () => Usage {
  let used = 0;
  let peak = 0;
  const sample = (): void => {
    const stat = textOf(`/proc/${pid}/stat`);
    if (stat !== undefined) used = Math.max(used, processorSeconds(stat));
    const family = withDescendants([pid], readProcessTable());
    const resident = [...family].map((each) =>
      residentMegabytes(textOf(`/proc/${each}/status`) ?? ''),
    );
    peak = Math.max(
      peak,
      resident.reduce((sum, each) => sum + each, 0),
    );
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MILLISECONDS);
  return () => {
    clearInterval(timer);
    return { processorSeconds: used, peakMegabytes: Math.round(peak) };
  };
}
