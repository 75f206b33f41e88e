import { loadavg } from 'node:os';
import { refuseIfInterrupted } from '../interruption.ts';

/** What one run of something took, and how busy the machine was when it began. */
export interface Figure {
  readonly seconds: number;
  readonly load: number;
  /** What else was counted in this run. */
  readonly counted?: Readonly<Record<string, number>>;
}

export async function timed(work: () => Promise<unknown>): Promise<Figure> {
  const [load = 0] = loadavg();
  const started = performance.now();
  await work();
  return { seconds: (performance.now() - started) / 1000, load };
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const medianSeconds = (figures: readonly Figure[]): number =>
  median(figures.map(({ seconds }) => seconds));

/** The most that was counted of something in any run. */
export const mostCounted = (figures: readonly Figure[], name: string): number =>
  Math.max(...figures.map(({ counted }) => counted?.[name] ?? 0));

/** Each candidate in turn, so that whatever else the machine does meets all of them. */
export async function alternate<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, (round: number) => Promise<Figure>>>,
  say: (line: string) => void,
): Promise<Record<Name, Figure[]>> {
  const names = Object.keys(candidates) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Figure[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      refuseIfInterrupted();
      const figure = await candidates[name](round);
      refuseIfInterrupted();
      figures[name].push(figure);
      say(
        `  round ${round + 1}, ${name}: ${figure.seconds.toFixed(2)} s, load ${figure.load.toFixed(1)}`,
      );
    }
  }
  return figures;
}
