import type { Event } from '../cluster/schemas.ts';
import { plainLine } from '../text/untrusted.ts';

export interface EventFilter {
  readonly warningsOnly: boolean;
}

/** The last that happened to an object, and how often. */
export interface EventLine {
  readonly time: string;
  readonly type: string;
  readonly object: string;
  readonly reason: string;
  readonly count: number;
  readonly message: string;
}

/** Oldest first, as a log is read. */
export function eventLines(events: readonly Event[], filter: EventFilter): EventLine[] {
  return events
    .filter(({ type }) => !filter.warningsOnly || type === 'Warning')
    .map(lineOf)
    .toSorted((one, other) => Number(one.time > other.time) - Number(one.time < other.time));
}

function lineOf(event: Event): EventLine {
  const { metadata, type, reason, message, count, involvedObject, series } = event;
  return {
    time: plainLine(
      series?.lastObservedTime ??
        event.lastTimestamp ??
        event.eventTime ??
        metadata.creationTimestamp,
    ),
    type: plainLine(type),
    object: plainLine(`${involvedObject.kind}/${involvedObject.name}`),
    reason: plainLine(reason),
    count: series?.count ?? count ?? 1,
    message: plainLine(message).replaceAll(/\s+/g, ' '),
  };
}

export function formatEvent({ time, type, object, reason, count, message }: EventLine): string {
  return `${time} ${type} ${object} ${reason}${count > 1 ? ` (${count} times)` : ''}: ${message}`;
}
