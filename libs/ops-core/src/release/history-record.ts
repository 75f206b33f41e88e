import { z } from 'zod';
import type { ConfigMap } from '../cluster/schemas.ts';

/** As nx-helm writes it; a later version may add fields. */
const record = z.object({
  revision: z.number(),
  action: z.string(),
  reasonCode: z.string(),
  explanation: z.string(),
  changes: z
    .array(
      z.object({
        kind: z.string(),
        name: z.string(),
        details: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  commit: z.string().default(''),
  dirty: z.boolean().default(false),
  by: z.string().default(''),
  startedAt: z.string().default(''),
  durationSeconds: z.number().default(0),
  result: z.string().default(''),
});

export type RolloutRecord = z.infer<typeof record>;

export interface ReleaseHistory {
  readonly release: string;
  /** Oldest first. */
  readonly records: readonly RolloutRecord[];
  /** The last rollout ended before its own changes to live objects were complete. */
  readonly isUnfinished: boolean;
}

const label = 'nx-helm/release';

/** What somebody has edited into something else explains nothing, and is left out. */
export function historyIn({ metadata, data }: ConfigMap): ReleaseHistory {
  return {
    release: metadata.labels[label] ?? metadata.name.replace(/^nx-helm-history-/, ''),
    records: recordsIn(data['records.json'] ?? '[]'),
    isUnfinished: data['unfinished'] !== undefined,
  };
}

function recordsIn(text: string): RolloutRecord[] {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return [];
    return list.flatMap((one) => {
      const result = record.safeParse(one);
      return result.success ? [result.data] : [];
    });
  } catch {
    return [];
  }
}
