import { formatTable } from '../table.ts';
import { coveredMs, inOrder, spanNames, type Span, type SpanName } from './span.ts';

export interface StepTime {
  readonly step: SpanName;
  /** From the beginning of the run until the first span of the step, in seconds. */
  readonly beginsAfterSeconds: number;
  /** How long at least one span of the step went on. */
  readonly seconds: number;
  readonly of: readonly string[];
}

export interface RunTime {
  readonly seconds: number;
  readonly steps: readonly StepTime[];
  /** How long no step went on, Nx itself apart: what starts and ends processes, and waits. */
  readonly betweenSeconds: number;
}

const inSeconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

/** Where the time of a run went. Without spans there is no run. */
export function runTime(spans: readonly Span[]): RunTime | undefined {
  const ordered = inOrder(spans);
  if (ordered.length === 0) return undefined;
  const start = Math.min(...ordered.map(({ startMs }) => startMs));
  const end = Math.max(...ordered.map(({ endMs }) => endMs));
  const steps = spanNames.flatMap((step) => {
    const own = ordered.filter(({ name }) => name === step);
    const [first] = own;
    if (first === undefined) return [];
    const of = [...new Set(own.map((span) => span.of))];
    const beginsAfterSeconds = inSeconds(first.startMs - start);
    return [{ step, beginsAfterSeconds, seconds: inSeconds(coveredMs(own)), of }];
  });
  const work = coveredMs(ordered.filter(({ name }) => name !== 'nx'));
  return { seconds: inSeconds(end - start), steps, betweenSeconds: inSeconds(end - start - work) };
}

/** For people: a line for each step. */
export function formatRunTime({ seconds, steps, betweenSeconds }: RunTime): string {
  const figure = (value: number): string => value.toFixed(2).padStart(7);
  return formatTable([
    ['step', ' begins', ' took s', 'of'],
    ...steps.map(({ step, beginsAfterSeconds, seconds: took, of }) => [
      step,
      figure(beginsAfterSeconds),
      figure(took),
      of.join(', '),
    ]),
    ['between', '', figure(betweenSeconds), 'starts and ends of processes, and waits'],
    ['in all', '', figure(seconds), ''],
  ]);
}
