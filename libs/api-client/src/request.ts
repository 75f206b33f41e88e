import { ApiError, problemFrom } from './problem.ts';

/** What fetch takes, and who wants to read the headers of a success. */
export interface RequestOptions extends RequestInit {
  onHeaders?: (headers: Headers) => void;
}

/**
 * Sends one request of the generated client to this page's own origin, which adds the credentials.
 * What is not a success becomes an ApiError with the product's one error envelope.
 */
export async function request<Result>(url: string, options: RequestOptions): Promise<Result> {
  const { onHeaders, ...init } = options;
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ApiError({
      requestId: '',
      title: 'No connection',
      detail: 'The server could not be reached. Check the connection and try again.',
      status: 0,
      fields: [],
    });
  }
  if (!response.ok) throw new ApiError(await problemFrom(response));
  onHeaders?.(response.headers);
  if (response.status === 204) return undefined as Result;
  return (await response.json()) as Result;
}
