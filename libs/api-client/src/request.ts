import { newId } from './new-id.ts';
import { onlyReads, whileBodyFits } from './keepalive.ts';
import { ApiError, problemFrom } from './problem.ts';

/** What fetch takes, and who wants to read the headers of a success. */
export interface RequestOptions extends RequestInit {
  onHeaders?: (headers: Headers) => void;
}

export const keyHeader = 'Idempotency-Key';

/** Whatever may change something has a key, so that no layer in between can make it happen twice. */
function keyed(init: RequestInit): RequestInit {
  if (onlyReads(init)) return init;
  const headers = new Headers(init.headers);
  if (!headers.has(keyHeader)) headers.set(keyHeader, newId());
  return { ...init, headers };
}

/**
 * Sends one request of the generated client to this page's own origin, which adds the credentials.
 * What is not a success becomes an ApiError with the product's one error envelope.
 */
export async function request<Result>(url: string, options: RequestOptions): Promise<Result> {
  const { onHeaders, ...init } = options;
  const lost = (error: unknown): never => {
    if (options.signal?.aborted === true) throw error;
    throw new ApiError({
      requestId: '',
      title: 'No connection',
      detail: 'The server could not be reached. Check the connection and try again.',
      status: 0,
      fields: [],
    });
  };
  const response = await whileBodyFits(keyed(init), (sent) => fetch(url, sent)).catch(lost);
  if (!response.ok) throw new ApiError(await problemFrom(response));
  // An answer can be lost after its headers too.
  const body = await response.text().catch(lost);
  onHeaders?.(response.headers);
  return (body === '' ? undefined : JSON.parse(body)) as Result;
}
