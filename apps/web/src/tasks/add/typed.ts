import * as z from 'zod/mini';

/** When and where a line was typed: it decides which day "tomorrow" is, however late it is sent. */
export const typedSchema = z.object({
  /** An instant, as `Date.toISOString` writes it. */
  at: z.string(),
  /** The name of a zone of the IANA time zone database. */
  zone: z.string(),
});

export type Typed = Readonly<z.infer<typeof typedSchema>>;

/** The reader's own, by its name in the IANA time zone database. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function typedNow(): Typed {
  return { at: new Date().toISOString(), zone: ownZone() };
}

export function storedTyped(text: string | null): Typed | null {
  try {
    return text === null ? null : (typedSchema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A format is dear to make, and a line is read with every key. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(zone, clock);
  return clock;
}

/** The date and time on the wall where something was typed, as in 2026-11-28T09:30. */
export function wallClock({ at, zone }: Typed): string {
  const parts = clockOf(zone).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
