import type { UIMessageChunk } from 'ai';

import { AnswerSoFar, OtherAnswerError } from './answer-so-far.ts';
import { ChatFailure, type ChatFailureKind } from './chat-failure.ts';

type Chunks = ReadableStream<UIMessageChunk>;

/** Before each further attempt; that the one who makes the answer is gone may be noticed late. */
const pauses = [0, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000];
/** Of a message that nobody has answered yet: the person is to know soon. */
const pausesOfMessage = [300, 500, 1_000, 2_000];
/** After which a message is not sent again, however many of the pauses are left. */
const patienceOfMessage = 6_000;
/** After which a message may be taken in a moment. */
const unanswered: ReadonlySet<ChatFailureKind> = new Set(['unreachable', 'unavailable']);
/** What may be otherwise in a moment. */
const passing: ReadonlySet<ChatFailureKind> = new Set([
  'offline',
  'unreachable',
  'unavailable',
  'busy',
  'occupied',
]);
const ends: ReadonlySet<string> = new Set(['finish', 'abort', 'error']);

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give);
      resolve();
    }, milliseconds);
    function give(): void {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    }
    if (signal?.aborted) give();
    else signal?.addEventListener('abort', give, { once: true });
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof ChatFailure && passing.has(error.kind);
}

/** What ends an answer that had begun and cannot be asked for again. */
function failureOf(error: unknown): ChatFailure {
  const isSignedOut = error instanceof ChatFailure && error.kind === 'signed-out';
  return new ChatFailure(isSignedOut ? 'session-over' : 'cut');
}

/**
 * Asks for an answer, and again where it is not known whether the message arrived, or where nobody took it. A
 * service that is not there says nothing of an attempt before, of which it stays unknown what came.
 */
export async function askFirst<Asked>(
  ask: () => Promise<Asked>,
  signal: AbortSignal | undefined,
): Promise<Asked> {
  const askedAt = performance.now();
  let unknown: ChatFailure | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const mayPass = error instanceof ChatFailure && unanswered.has(error.kind);
      if (!mayPass || signal?.aborted) throw error;
      if (error.kind === 'unreachable') unknown = error;
      const milliseconds = pausesOfMessage[attempt];
      const isOver = performance.now() - askedAt > patienceOfMessage;
      if (milliseconds === undefined || isOver) throw unknown ?? error;
      await pause(milliseconds, signal);
    }
  }
}

async function* chunksOf(stream: Chunks): AsyncGenerator<UIMessageChunk> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever leaves in the middle ends the request too.
    await reader.cancel().catch(() => undefined);
  }
}

/** One answer that is read over several connections. */
class Lasting {
  readonly #given = new AnswerSoFar();
  readonly #ask: () => Promise<Chunks | null>;
  readonly #signal: AbortSignal | undefined;
  /** Since something new came. */
  #attempts = 0;

  constructor(ask: () => Promise<Chunks | null>, signal: AbortSignal | undefined) {
    this.#ask = ask;
    this.#signal = signal;
  }

  async *read(first: Chunks): AsyncGenerator<UIMessageChunk> {
    let stream: Chunks | null = first;
    while (stream) {
      if (yield* this.#pass(stream)) return;
      stream = await this.#again();
    }
  }

  /** Passes on what one connection adds; says whether the answer has ended with it. */
  async *#pass(stream: Chunks): AsyncGenerator<UIMessageChunk, boolean> {
    this.#given.begin();
    try {
      for await (const chunk of chunksOf(stream)) {
        const added = this.#given.take(chunk);
        if (added) {
          this.#attempts = 0;
          yield added;
        }
        if (ends.has(chunk.type)) return true;
      }
    } catch (error) {
      if (this.#signal?.aborted) throw error;
      if (error instanceof OtherAnswerError) throw new ChatFailure('cut');
    }
    return false;
  }

  async #again(): Promise<Chunks | null> {
    let last: unknown;
    for (;;) {
      const milliseconds = pauses[this.#attempts];
      if (milliseconds === undefined) throw failureOf(last);
      this.#attempts += 1;
      await pause(milliseconds, this.#signal);
      try {
        return await this.#ask();
      } catch (error) {
        if (this.#signal?.aborted) throw error;
        if (!isPassing(error)) throw failureOf(error);
        last = error;
      }
    }
  }
}

/**
 * Reads an answer over as many connections as it takes, and gives each part of it once. The end of a
 * connection says nothing of the answer: it is asked for again, from its start, until it has ended
 * itself. Where nobody has it any more (null), it has ended elsewhere.
 */
export function lastingAnswer(
  first: Chunks,
  ask: () => Promise<Chunks | null>,
  signal?: AbortSignal,
): Chunks {
  const chunks = new Lasting(ask, signal).read(first);
  return new ReadableStream<UIMessageChunk>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
