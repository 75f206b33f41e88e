import { ApiError, problemFrom } from './problem.ts';

/**
 * Sends one request of the generated client to this page's own origin, which adds the credentials.
 * What is not a success becomes an ApiError with the product's one error envelope.
 */
export async function request<Result>(url: string, options: RequestInit): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(url, options);
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
  if (response.status === 204) return undefined as Result;
  return (await response.json()) as Result;
}
