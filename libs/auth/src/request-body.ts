type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What is refused is still taken off the connection: a sender that cannot finish never reads the answer. */
async function discard(reader: Reader): Promise<void> {
  try {
    while (!(await reader.read()).done);
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

export function declaresMoreThan(headers: Headers, bytesMax: number): boolean {
  return Number(headers.get('content-length') ?? 0) > bytesMax;
}

/**
 * Reads a body that may have at most so many bytes, whatever length was declared. A longer one is
 * neither kept nor waited for.
 */
export async function readBody(
  request: Pick<Request, 'body' | 'headers'>,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null | 'too large'> {
  if (declaresMoreThan(request.headers, bytesMax)) return 'too large';
  if (request.body === null) return null;
  const reader: Reader = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces, length);
    length += value.byteLength;
    if (length > bytesMax) {
      void discard(reader);
      return 'too large';
    }
    pieces.push(value);
  }
}
