/** From which day to which: "from 3 to 9 december". */
import type { Context } from './context.ts';
import { resolve } from './meaning.ts';
import type { Node } from './nodes.ts';
import type { Span } from './periods.ts';

const MONTH_DAYS_MAX = 31;

export interface RangeNode {
  readonly k: 'range';
  readonly from: Node;
  readonly to: Node;
  /** Both days are of one month. */
  readonly same?: boolean;
}

/** Finds both days; the second one comes after the first: "from friday to sunday". */
export function readRange(
  node: RangeNode | { readonly k: 'none' },
  context: Context,
): Span | undefined {
  if (node.k !== 'range') return undefined;
  const first = resolve(node.from, context);
  if (first === undefined || first < context.today) return undefined;
  let last = resolve(node.to, context);
  if (last === undefined || last < first) last = resolve(node.to, { ...context, today: first });
  if (last === undefined || last <= first) return undefined;
  // "9-3 december" is a slip, and not nearly a year.
  return node.same && last - first > MONTH_DAYS_MAX ? undefined : [first, last];
}
