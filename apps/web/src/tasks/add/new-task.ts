import type { NewTask, ParseResult } from '@taskora/api-client';

import { claimOf, titleWithText } from './line-segments.ts';

/** The texts of dates that the person has dismissed, in lower case. */
export type DismissedDates = ReadonlySet<string>;

export function isDateDismissed(kept: DismissedDates, text: string): boolean {
  return kept.has(text.toLowerCase());
}

/** What a line adds. Without an answer of the grammar the whole line is the title: nothing is lost. */
export function newTaskFrom(
  line: string,
  parsed: ParseResult | null,
  kept: DismissedDates,
): NewTask {
  if (parsed === null) return { title: line, dueOn: null };
  const claim = claimOf(line, parsed);
  const dismissed = claim !== null && isDateDismissed(kept, claim.text);
  const title = dismissed ? titleWithText(line, parsed) : parsed.title;
  return { title: title === '' ? line : title, dueOn: dismissed ? null : parsed.dueOn };
}
