import type { Pod } from './pods.ts';
import { containersOf } from './pods.ts';

/** One run of a container: after a restart it is another one, with a log of its own. */
export interface ContainerRun {
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly isRunning: boolean;
  readonly hasRestarted: boolean;
}

/** The runs of a pod's containers of which there is a log: those that have begun. */
export function runsOf(pod: Pod): ContainerRun[] {
  const { metadata } = pod;
  return containersOf(pod)
    .filter(({ state, restartCount }) => state?.waiting === undefined || restartCount > 0)
    .map(({ name, restartCount, state }) => ({
      key: `${metadata.uid ?? metadata.name}/${name}/${restartCount}`,
      pod: metadata.name,
      container: name,
      isRunning: state?.running !== undefined,
      hasRestarted: restartCount > 0,
    }));
}

/** kubectl puts the time before each line: `2026-01-01T00:00:00.123456789Z text`. */
export function splitTimestamp(line: string): { readonly time: string; readonly text: string } {
  const space = line.indexOf(' ');
  return space < 0
    ? { time: line, text: '' }
    : { time: line.slice(0, space), text: line.slice(space + 1) };
}

const fractionDigits = 9;

/** Times as kubectl writes them lack final zeros, and then do not sort as text. */
export function comparableTime(time: string): string {
  const [whole = '', fraction = ''] = time.replace(/Z$/, '').split('.');
  return `${whole}.${fraction.padEnd(fractionDigits, '0')}`;
}
