import http from 'node:http';
import https from 'node:https';
import { codeOf } from '../base/log.ts';

/** Time until the API's answer begins; a stream may then last as long as it likes. */
const answerTimeoutMillisecondsDefault = 15_000;
/** Time until there is a connection: an address that is gone is answered by nobody. */
const connectTimeoutMilliseconds = 2_000;
const keepAliveMilliseconds = 15_000;
/** Longer than the API lets a file wait for its turn; what lies between may know nothing of such a question. */
const continueTimeoutMilliseconds = 12_000;

/** Free connections are taken in turn, so that a front end does not stay with one replica of the API. */
const keepAliveOptions = {
  keepAlive: true,
  timeout: keepAliveMilliseconds,
  scheduling: 'fifo',
} as const;
const agents = {
  'http:': new http.Agent(keepAliveOptions),
  'https:': new https.Agent(keepAliveOptions),
};

/** What changes nothing may be sent twice, and what the API does once however often it comes. */
const repeatableMethods = new Set(['GET', 'HEAD', 'PROPFIND', 'REPORT']);
const isWhole = (body: UpstreamRequest['body']): body is Uint8Array | null =>
  body === null || body instanceof Uint8Array;
const isRepeatable = ({ method, headers, body }: UpstreamRequest) =>
  isWhole(body) && (repeatableMethods.has(method) || headers['idempotency-key'] !== undefined);
const closedCodes = new Set(['ECONNRESET', 'EPIPE']);

export interface UpstreamRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  /** What comes in pieces is handed on as it comes, and cannot be sent twice. */
  body: Uint8Array | AsyncIterable<Uint8Array> | null;
  signal: AbortSignal;
  answerTimeoutMilliseconds?: number | undefined;
}

/** The API was reached and did not answer in time: whether it acted on the request is not known. */
export class UpstreamTimeout extends Error {
  readonly code = 'UPSTREAM_TIMEOUT';
}

/** A kept connection was closed at its other end before one byte of an answer came. */
class KeptConnectionClosed extends Error {}

/** What cannot be repeated gets a connection of its own, because a kept one may be closing. */
function agentFor(request: UpstreamRequest, fresh: boolean): http.Agent | false {
  if (fresh || !isRepeatable(request)) return false;
  return agents[request.url.protocol === 'https:' ? 'https:' : 'http:'];
}

/** Without a connection nothing was asked, so the API is away; with one, it may have acted. */
function timeoutOf({ socket }: http.ClientRequest): Error {
  if (socket !== null && !socket.connecting) {
    return new UpstreamTimeout('the API did not begin to answer in time');
  }
  return Object.assign(new Error('no connection to the API in time'), { code: 'ETIMEDOUT' });
}

const drained = (outgoing: http.ClientRequest) =>
  new Promise<void>((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go).off('close', go);
      resolve();
    };
    outgoing.once('drain', go).once('close', go);
  });

/** Begins once the API asks for the body: what it refuses before is not sent, so its answer is not lost with it. */
function whenWanted(outgoing: http.ClientRequest, begin: () => void): void {
  const wanted = (): void => {
    clearTimeout(timer);
    outgoing.off('continue', wanted);
    begin();
  };
  const timer = setTimeout(wanted, continueTimeoutMilliseconds);
  outgoing.once('continue', wanted);
  const isOver = () => void clearTimeout(timer);
  outgoing.once('response', isOver).once('close', isOver);
  outgoing.flushHeaders();
}

/**
 * Hands pieces on no faster than they are taken. Those that the API takes no more are still taken off the sender's
 * connection: a sender that cannot finish never reads the answer.
 */
async function sendPieces(
  pieces: AsyncIterable<Uint8Array>,
  outgoing: http.ClientRequest,
): Promise<void> {
  for await (const piece of pieces) {
    if (!outgoing.destroyed && !outgoing.write(piece)) await drained(outgoing);
  }
  outgoing.end();
}

function send(request: UpstreamRequest, fresh: boolean): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.signal.throwIfAborted();
    const client = request.url.protocol === 'https:' ? https : http;
    let bytesReadBefore: number | undefined;
    const outgoing = client.request(request.url, {
      method: request.method,
      headers: isWhole(request.body)
        ? request.headers
        : { ...request.headers, expect: '100-continue' },
      agent: agentFor(request, fresh),
    });
    // Given to node:http, the signal would be watched by listeners on each stream of the request.
    const { signal } = request;
    signal.addEventListener('abort', () => outgoing.destroy(signal.reason as Error), {
      once: true,
    });
    const startTimer = (milliseconds: number) =>
      setTimeout(() => outgoing.destroy(timeoutOf(outgoing)), milliseconds);
    const answerTimeout = request.answerTimeoutMilliseconds ?? answerTimeoutMillisecondsDefault;
    let timer = startTimer(Math.min(answerTimeout, connectTimeoutMilliseconds));
    const isConnected = () => {
      clearTimeout(timer);
      timer = startTimer(answerTimeout);
    };
    outgoing.once('socket', (socket) => {
      bytesReadBefore = socket.bytesRead;
      if (socket.connecting) socket.once('connect', isConnected);
      else isConnected();
    });
    outgoing.once('response', (incoming) => {
      clearTimeout(timer);
      resolve(incoming);
    });
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      const unanswered = outgoing.socket?.bytesRead === bytesReadBefore;
      const closed = outgoing.reusedSocket && unanswered && closedCodes.has(codeOf(error) ?? '');
      reject(closed ? new KeptConnectionClosed('closed', { cause: error }) : error);
    });
    const { body } = request;
    if (isWhole(body)) {
      outgoing.end(body ?? undefined);
      return;
    }
    whenWanted(outgoing, () => {
      sendPieces(body, outgoing).catch((error: Error) => outgoing.destroy(error));
    });
  });
}

/**
 * Asks the API. `fetch` is not used: it decompresses, hides what was sent when the answer comes early,
 * and is patched by Next.js.
 */
export async function requestUpstream(request: UpstreamRequest): Promise<http.IncomingMessage> {
  try {
    return await send(request, false);
  } catch (error) {
    // A pod that is being replaced closes kept connections; nothing was answered, so ask once more.
    if (error instanceof KeptConnectionClosed) return send(request, true);
    throw error;
  }
}
