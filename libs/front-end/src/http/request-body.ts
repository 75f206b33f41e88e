import type { RequestHeaders } from './request-headers.ts';

type Pieces = AsyncIterator<Uint8Array>;

/** What is refused is still taken off the connection: a sender that cannot finish never reads the answer. */
async function discard(pieces: Pieces): Promise<void> {
  try {
    while ((await pieces.next()).done !== true);
  } catch {
    // The sender went away, so there is nothing left to take.
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.byteLength;
  }
  return whole;
}

export function declaresMoreThan(headers: RequestHeaders, bytesMax: number): boolean {
  return Number(headers.get('content-length') ?? 0) > bytesMax;
}

export interface SentBody {
  headers: RequestHeaders;
  /** Null where there is none. Web requests and those of node:http have bodies that this fits. */
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * Reads a body that may have at most so many bytes, whatever length was declared. A longer one is
 * neither kept nor waited for.
 */
export async function readBody(
  { headers, body }: SentBody,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null | 'too large'> {
  if (declaresMoreThan(headers, bytesMax)) return 'too large';
  if (body === null) return null;
  const pieces = body[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await pieces.next();
    if (piece.done === true) return joined(kept, length);
    length += piece.value.byteLength;
    if (length > bytesMax) {
      void discard(pieces);
      return 'too large';
    }
    kept.push(piece.value);
  }
}
