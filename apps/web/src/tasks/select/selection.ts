/** Rows that are selected, by the ids of their tasks. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins: at the row that was pressed last without Shift. */
  readonly anchor: string | null;
  /** What was selected before the range, so that a range that becomes shorter leaves no rows behind. */
  readonly before: ReadonlySet<string>;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null, before: new Set() };

/** One row is selected, or not any more, and is where a range begins. */
export function withToggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, before: next };
}

/** All rows from the anchor to this one are selected, in the order in which they are shown. */
export function withRange(selection: Selection, id: string, shown: readonly string[]): Selection {
  const { anchor, before } = selection;
  const ends = [shown.indexOf(anchor ?? id), shown.indexOf(id)];
  const first = Math.min(...ends);
  if (first < 0) return withToggled(selection, id);
  const range = shown.slice(first, Math.max(...ends) + 1);
  return { ids: new Set([...before, ...range]), anchor: anchor ?? id, before };
}

/** Without those ids; null where nothing of what is shown is selected any more. */
export function withoutIds(
  selection: Selection,
  gone: ReadonlySet<string>,
  shown: readonly string[],
): Selection | null {
  const { ids, anchor, before } = selection;
  if (![...ids].some((id) => gone.has(id))) return selection;
  const without = (some: ReadonlySet<string>) => new Set([...some].filter((id) => !gone.has(id)));
  const rest = without(ids);
  if (!shown.some((id) => rest.has(id))) return null;
  const isAnchored = anchor !== null && !gone.has(anchor);
  return { ids: rest, anchor: isAnchored ? anchor : null, before: without(before) };
}

export function withAll(shown: readonly string[]): Selection {
  const ids = new Set(shown);
  return { ids, anchor: null, before: ids };
}
