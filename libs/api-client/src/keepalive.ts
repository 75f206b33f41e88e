/** What browsers let all such requests of a page hold at a time is 64 KiB; one more would be refused. */
const bytesMax = 60 * 1024;
const methodsThatOnlyRead = new Set(['GET', 'HEAD']);

export function onlyReads({ method = 'GET' }: RequestInit): boolean {
  return methodsThatOnlyRead.has(method);
}

let bytesInFlight = 0;

function sizeOf({ body }: RequestInit): number {
  if (body instanceof Blob) return body.size;
  return typeof body === 'string' ? new Blob([body]).size : 0;
}

/**
 * Lets a request that changes something go on when its page is closed, where browsers take it as such: what
 * a person has done is not undone by leaving. Larger ones are sent as any other.
 */
export async function whileBodyFits(
  init: RequestInit,
  send: (init: RequestInit) => Promise<Response>,
): Promise<Response> {
  const size = sizeOf(init);
  if (onlyReads(init) || bytesInFlight + size > bytesMax) return send(init);
  bytesInFlight += size;
  try {
    return await send({ ...init, keepalive: true });
  } finally {
    bytesInFlight -= size;
  }
}
