interface WithWeek {
  getWeekInfo?: () => { firstDay: number };
}

/** The day with which weeks begin in the reader's language and region, 0 for Monday; where nothing is known, Monday. */
export function weekStartOf(locale: string | null): number {
  if (locale === null) return 0;
  const { getWeekInfo } = Intl.Locale.prototype as unknown as WithWeek;
  // 1 for Monday to 7 for Sunday.
  return (getWeekInfo?.call(new Intl.Locale(locale)).firstDay ?? 1) - 1;
}
