import type { RequestOptions } from './request.ts';

/** What the API answered, and the change that it made of the caller's tasks. */
export interface Changed<Result> {
  result: Result;
  /** By it the change is undone (`undoChange`); null when nothing is different from before. */
  changeId: string | null;
}

/** What makes a change safe to send again, and safe from overwriting what was not seen. */
export interface Precautions {
  /** The same for each attempt at one change; the API does it once. */
  idempotencyKey?: string;
  /** The version of the task that the caller saw; in another one it is left alone (status 412). */
  version?: number;
}

/**
 * Sends a request of the generated client that changes tasks, and tells which change it made:
 * `withChange((options) => updateTask(id, changes, options), { idempotencyKey, version })`.
 */
export async function withChange<Result>(
  send: (options: RequestOptions) => Promise<Result>,
  { idempotencyKey, version }: Precautions = {},
): Promise<Changed<Result>> {
  const headers: Record<string, string> = {};
  if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey;
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  let changeId: string | null = null;
  const onHeaders = (answered: Headers): void => {
    changeId = answered.get('change-id');
  };
  const result = await send({ headers, onHeaders });
  return { result, changeId };
}
