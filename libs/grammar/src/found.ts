/** A date that was found in a line, readable or not. */
import type { Day } from './days.ts';
import type { Lead, Node } from './nodes.ts';

/**
 * Words that speak of a date, from token `first` to before token `end`.
 *
 * The value is undefined where they cannot be reckoned, and then they are no date. `dayAt` is where the words that lead
 * to it end. `form` says how much a text must insist before the words count: `full` and `clear` are dates and nothing
 * else, `name` is a word that names other things too, `edge` counts at either end of a line, `end` at its end, `after`
 * where a preposition says so, and `feast` in a text about dates, or after a preposition.
 */
export interface FoundDate {
  readonly first: number;
  readonly dayAt: number;
  readonly end: number;
  readonly value: Day | undefined;
  readonly form: string;
  readonly lead: Lead;
  /** The prepositions that lead to it. */
  readonly leads: ReadonlySet<string>;
  readonly node: Node;
}

/** Whether words say that something is due then. */
export const isSaidToBeDue = ({ lead }: FoundDate): boolean => lead.due !== undefined;

/** Whether the words say that a date follows. */
export const isLed = (it: FoundDate): boolean => isSaidToBeDue(it) || it.leads.size > 0;
