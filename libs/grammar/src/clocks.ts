/** Where times of day end, which may stand between a date and what it belongs to. */
import type { Sentence } from './sentence.ts';

/** Finds where a time ends: "at 5", "5pm", "17:00", "from 5 to 6pm"; undefined for no time. */
export function clockEnd(line: Sentence, at: number): number | undefined {
  return line.longest('time', at)?.[0];
}

/** Finds where the times end that follow one another from a place on, which may be no time. */
export function clocksEnd(line: Sentence, at: number): number {
  for (let end: number | undefined = at; ;) {
    const next: number | undefined = clockEnd(line, end);
    if (next === undefined) return end;
    end = next;
  }
}

/** Finds where times and parts of the day end that follow one another: "in the evening at 8". */
export function timesEnd(line: Sentence, at: number): number {
  for (let from = at; ;) {
    const clocks = clocksEnd(line, from);
    const end = line.longest('part_in', clocks)?.[0] ?? clocks;
    if (end === from) return end;
    from = end;
  }
}
