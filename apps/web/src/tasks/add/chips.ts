import type { Priority } from '@taskora/api-client';
import type { JsonObject } from '@taskora/grammar';

import type { LineReading } from './line-reading.ts';
import { lengthText } from '../words/length-text.ts';
import { priorityNames } from '../words/priority-names.ts';
import { textAt, type Span } from './places.ts';

/** What one phrase of a line is read as, said to a person. */
export interface Chip {
  readonly span: Span;
  readonly kind: string;
  /** The text as it was typed. */
  readonly phrase: string;
  readonly says: string;
  /** What else it could mean, and the value of that reading. */
  readonly others: readonly { readonly says: string; readonly value: JsonObject[string] }[];
}

const dayFormats = new Map<boolean, Intl.DateTimeFormat>();

function dayFormat(hasYear: boolean): Intl.DateTimeFormat {
  const known = dayFormats.get(hasYear);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(hasYear && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  dayFormats.set(hasYear, format);
  return format;
}

function priorityText(priority: string): string {
  if (priority === 'none') return 'No priority';
  return `${priorityNames[priority as Priority]} priority`;
}

interface When {
  on?: string;
  at?: string;
  start?: string;
  due?: string;
  durationMinutes?: number;
}

/** Says days with their weekday, and with their year where that is another one than that of typing. */
class Wording {
  readonly #reading: LineReading;

  constructor(reading: LineReading) {
    this.#reading = reading;
  }

  day(on: string): string {
    const hasYear = on.slice(0, 4) !== this.#reading.context.now.slice(0, 4);
    return dayFormat(hasYear).format(new Date(`${on}T00:00:00Z`));
  }

  /** Times are said with their zone, in which they stay. */
  time({ on, at = '', durationMinutes }: When): string {
    const length = durationMinutes === undefined ? '' : `, for ${lengthText(durationMinutes)}`;
    const { claims, due } = this.#reading;
    const isDayClaimed = claims.some(({ kind }) => kind === 'due' || kind === 'recurrence');
    // A time alone is of a day that no phrase says.
    const day = on ?? (isDayClaimed ? undefined : due?.on);
    const clock = `${at}, ${this.#reading.typed.zone.replaceAll('_', ' ')}`;
    return `${day ? `Due ${this.day(day)} at` : 'At'} ${clock}${length}`;
  }

  recurrence(anchor: unknown): string {
    const { on, at } = this.#reading.due ?? {};
    const first = on ? `, first on ${this.day(on)}` : '';
    const time = at ? ` at ${at}, ${this.#reading.typed.zone.replaceAll('_', ' ')}` : '';
    return `Repeats${anchor === 'completion' ? ' after it is done' : ''}${first}${time}`;
  }

  /** A day or a time alone, beside the one that it could be in place of. */
  briefly(value: JsonObject[string]): string {
    const { on, at } = value as When;
    return on === undefined ? (at ?? '') : this.day(on);
  }

  of(kind: unknown, value: JsonObject[string]): string {
    const when = value as When;
    switch (kind) {
      case 'due':
        return `Due ${this.day(when.on ?? '')}`;
      case 'start':
        return `Starts ${this.day(when.on ?? '')}`;
      case 'deadline':
        return `Deadline ${this.day(when.on ?? '')}`;
      case 'range':
        return `From ${this.day(when.start ?? '')} to ${this.day(when.due ?? '')}`;
      case 'time':
        return this.time(when);
      case 'duration':
        return `Takes ${lengthText(Number(value))}`;
      case 'recurrence':
        return this.recurrence((value as JsonObject)['anchor']);
      case 'priority':
        return priorityText(String(value));
      case 'project':
        return `Project ${String(value)}`;
      default:
        return `Tag ${String(value)}`;
    }
  }
}

/** A chip for each phrase of a line with a meaning; what only says "add" has none. */
export function chipsOf(reading: LineReading): Chip[] {
  const wording = new Wording(reading);
  return reading.claims
    .filter(({ kind }) => kind !== 'command')
    .map(({ kind, start, end, reading: value = null, others }) => {
      const span: Span = [Number(start), Number(end)];
      return {
        span,
        kind: String(kind),
        phrase: textAt(reading.line, span),
        says: wording.of(kind, value),
        others: (Array.isArray(others) ? others : []).map((other) => ({
          says: wording.briefly(other),
          value: other,
        })),
      };
    });
}
