const millisecondsPerDay = 86_400_000;

const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const dayAndYearFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A calendar day as a point in time that no time zone moves. */
function atMidnightUtc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** How many days lie between two calendar days; negative when `day` is past. */
export function daysUntil(day: string, today: string): number {
  return Math.round(
    (atMidnightUtc(day).getTime() - atMidnightUtc(today).getTime()) / millisecondsPerDay,
  );
}

/** The calendar day it is now where the reader is, as YYYY-MM-DD. */
export function todayInZone(timeZone?: string, now: Date = new Date()): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  });
  return format.format(now);
}

/** The date without regard to what day it is now; the server renders this. */
export function absoluteDateText(day: string): string {
  return dayAndYearFormat.format(atMidnightUtc(day));
}

/** The day and the month, with the year where it is another one. */
export function plainDateText(day: string, today: string): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return (sameYear ? dayFormat : dayAndYearFormat).format(atMidnightUtc(day));
}

/** The date as a person would say it: today, tomorrow, a weekday, or the day and month. */
export function dueDateText(day: string, today: string): string {
  const distance = daysUntil(day, today);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Tomorrow';
  if (distance === -1) return 'Yesterday';
  if (distance > 1 && distance < 7) return weekdayFormat.format(atMidnightUtc(day));
  return plainDateText(day, today);
}
