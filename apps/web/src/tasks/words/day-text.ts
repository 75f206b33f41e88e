const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day, which is written `YYYY-MM-DD`, within a sentence: "5 Jan 2099". */
export function dayText(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** The day that is so many days after another one. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
