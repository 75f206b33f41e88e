/** How far before a task is due a reminder may be, in minutes: what the API takes. */
export const minutesMax = 525_600;
export const minutesInDay = 1_440;

/** In what lengths of time are said, the longest first, with the minutes of one. */
export const units = [
  ['week', 10_080],
  ['day', minutesInDay],
  ['hour', 60],
  ['minute', 1],
] as const;
