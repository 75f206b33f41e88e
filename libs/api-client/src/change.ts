import { ApiError } from './problem.ts';
import { keyHeader, type RequestOptions } from './request.ts';

/** What the API answered, and the change that it made of the caller's tasks. */
export interface Changed<Result> {
  result: Result;
  /** By it the change is undone (`undoChange`); null when nothing is different from before. */
  changeId: string | null;
}

/** What makes a change safe to send again, and safe from overwriting what was not seen. */
export interface Precautions {
  /** The same for each attempt at one change; the API does it once. */
  idempotencyKey: string;
  /** The version of it that the caller saw; in another one it is left alone (status 412). */
  version?: number | string;
}

/** Statuses after which nobody knows whether the server did it: the answer may be all that was lost. */
const unknownOutcomes = new Set([0, 502, 503, 504]);
const repeatAfterMilliseconds = 300;

/** Whether the same may be asked for again, under the same key. */
export function isUnknownOutcome(error: unknown): boolean {
  return error instanceof ApiError && unknownOutcomes.has(error.problem.status);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function attempt<Result>(
  send: (options: RequestOptions) => Promise<Result>,
  { idempotencyKey, version }: Precautions,
): Promise<Changed<Result>> {
  const headers: Record<string, string> = { [keyHeader]: idempotencyKey };
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  let changeId: string | null = null;
  const onHeaders = (answered: Headers): void => {
    changeId = answered.get('change-id');
  };
  const result = await send({ headers, onHeaders });
  return { result, changeId };
}

/**
 * Sends a request of the generated client that changes something under its key, and returns which change it
 * made: `sendChange((options) => updateTask(id, changes, options), { idempotencyKey, version })`.
 * An answer that was lost is asked for once more: the server knows the key, and does nothing twice.
 */
export async function sendChange<Result>(
  send: (options: RequestOptions) => Promise<Result>,
  precautions: Precautions,
): Promise<Changed<Result>> {
  try {
    return await attempt(send, precautions);
  } catch (error) {
    if (!isUnknownOutcome(error)) throw error;
    await pause(repeatAfterMilliseconds);
    return attempt(send, precautions);
  }
}
