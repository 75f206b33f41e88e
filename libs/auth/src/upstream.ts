import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** Time until the API's answer begins; a stream may then last as long as it likes. */
const answerTimeoutMillisecondsDefault = 15_000;
const keepAliveMilliseconds = 15_000;

const agents = {
  'http:': new http.Agent({ keepAlive: true, timeout: keepAliveMilliseconds }),
  'https:': new https.Agent({ keepAlive: true, timeout: keepAliveMilliseconds }),
};

export interface UpstreamRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array> | null;
  signal: AbortSignal;
  answerTimeoutMilliseconds?: number | undefined;
}

/** The API was reached and did not answer in time: whether it acted on the request is not known. */
export class UpstreamTimeout extends Error {
  readonly code = 'UPSTREAM_TIMEOUT';
}

function send(request: UpstreamRequest, onReused: () => void): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { protocol } = request.url;
    const client = protocol === 'https:' ? https : http;
    const pooled = agents[protocol === 'https:' ? 'https:' : 'http:'];
    const outgoing = client.request(request.url, {
      method: request.method,
      headers: request.headers,
      // A body cannot be sent twice, so it never goes over a kept connection that may be closing.
      agent: request.body === null ? pooled : false,
      signal: request.signal,
    });
    const timer = setTimeout(
      () => outgoing.destroy(new UpstreamTimeout('the API did not begin to answer in time')),
      request.answerTimeoutMilliseconds ?? answerTimeoutMillisecondsDefault,
    );
    outgoing.once('response', (incoming) => {
      clearTimeout(timer);
      resolve(incoming);
    });
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      if (outgoing.reusedSocket) onReused();
      reject(error);
    });
    if (request.body === null) outgoing.end();
    else {
      const body = Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>);
      body.on('error', (error) => outgoing.destroy(error));
      body.pipe(outgoing);
    }
  });
}

/**
 * Asks the API. `fetch` is not used: it decompresses, hides what was sent when the answer comes early,
 * and is patched by Next.js.
 */
export async function askUpstream(request: UpstreamRequest): Promise<http.IncomingMessage> {
  let reused = false;
  try {
    return await send(request, () => (reused = true));
  } catch (error) {
    // A pod that is being replaced closes kept connections; nothing was processed, so ask once more.
    if (reused && request.body === null && !request.signal.aborted)
      return send(request, () => undefined);
    throw error;
  }
}

/** Hands on each piece as it arrives; cancelling it closes the connection to the API at once. */
export function bodyOf(incoming: http.IncomingMessage): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await pieces.next();
        if (piece.done === true) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel() {
        incoming.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
