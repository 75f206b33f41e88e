'use client';

import { useDraft } from '@taskora/ui';
import { useState } from 'react';
import * as z from 'zod/mini';

/** The fields of the form of a view. */
export interface ViewValues {
  name: string;
  filter: string;
  sort: string;
}

const fields = ['name', 'filter', 'sort'] as const satisfies readonly (keyof ViewValues)[];
const draftSchema = z.object({
  name: z.optional(z.string()),
  filter: z.optional(z.string()),
  sort: z.optional(z.string()),
});

function stored(kept: string | null): Partial<ViewValues> {
  try {
    const draft = kept === null ? {} : (draftSchema.safeParse(JSON.parse(kept)).data ?? {});
    const isWritten = (entry: [string, string | undefined]): entry is [string, string] =>
      entry[1] !== undefined;
    return Object.fromEntries(Object.entries(draft).filter(isWritten));
  } catch {
    return {};
  }
}

/** The fields that were changed: the rest stays as somebody else may have made it meanwhile. */
export function changedFrom(begun: ViewValues, values: ViewValues): Partial<ViewValues> {
  const changed = fields.filter((field) => values[field] !== begun[field]);
  return Object.fromEntries(changed.map((field) => [field, values[field]]));
}

/** What is written in the form of a view. It outlives the form, which a press beside it closes, until it is saved. */
export function useViewDraft(id: string, begun: ViewValues) {
  const [kept, setKept] = useDraft(`view-${id}`);
  const [wasKept, setWasKept] = useState(kept !== null);
  const values = { ...begun, ...stored(kept) };
  return {
    values,
    /** It was written before the form was opened. */
    isRestored: wasKept && kept !== null,
    write(changed: Partial<ViewValues>): void {
      const draft = changedFrom(begun, { ...values, ...changed });
      setKept(Object.keys(draft).length === 0 ? null : JSON.stringify(draft));
    },
    clear(): void {
      setWasKept(false);
      setKept(null);
    },
  };
}
