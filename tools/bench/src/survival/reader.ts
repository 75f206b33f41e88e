import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { givenIn, type Given } from './answer.ts';

/** As the page waits before each further attempt (apps/chatbot/src/chat/lasting-answer.ts). */
const pauses = [0, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000];
/** The same of a message that nobody has answered yet, and after which time it is not sent again. */
const pausesOfMessage = [300, 500, 1_000, 2_000];
const patienceOfMessage = 6_000;
const patienceMilliseconds = 60_000;

const conversationSchema = z.object({
  messages: z.array(z.object({ role: z.string(), parts: z.array(z.looseObject({})) })),
});
const changesSchema = z.object({
  items: z.array(
    z.object({
      actor: z.string(),
      tool: z.string().nullable(),
      kind: z.string(),
      count: z.number(),
      titles: z.array(z.string()),
    }),
  ),
});
export type Change = z.infer<typeof changesSchema>['items'][number];

/** How a connection ended: with all of an answer or a piece of it, a status, or nothing. */
type Attempt = Given & { readonly status?: number };
const nothing: Given = { chunks: [], isEnded: false };

/** Whether a page asks again by itself after an attempt. */
function canAskAgain({ status }: Attempt): boolean {
  return status === undefined || status >= 500 || status === 409 || status === 429;
}

/** The same of the message itself, as long as nobody has answered. */
function canSendAgain({ status }: Attempt): boolean {
  return status === undefined || status >= 500;
}

export class NoAnswerError extends Error {}

export interface Read {
  readonly given: Given;
  /** Of all connections, what each that was cut off had given. */
  readonly cut: readonly Given[];
  /** By `performance.now()`. */
  readonly endedAt: number;
}

/** A page of a person at a conversation, over HTTP and through the front end. */
export class ChatReader {
  readonly conversationId = randomUUID();
  readonly #messageId = randomUUID();
  readonly #url: string;
  readonly #cookie: string;

  constructor(chatbotUrl: string, cookie: string) {
    this.#url = chatbotUrl;
    this.#cookie = cookie;
  }

  #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(this.#url);
    const headers = { cookie: this.#cookie, origin, 'content-type': 'application/json' };
    return fetch(`${this.#url}${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
  }

  /** Asks until there is an answer that is no fault of the moment. */
  async #known(path: string): Promise<unknown> {
    for (const milliseconds of pauses) {
      await pause(milliseconds);
      const response = await this.#ask(path).catch(() => undefined);
      if (response?.ok === true) return response.json();
      await response?.body?.cancel().catch(() => undefined);
    }
    throw new NoAnswerError(`${path} is not answered`);
  }

  async addTask(title: string): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify({ title }) };
    const headers = { 'idempotency-key': randomUUID() };
    const response = await this.#ask('/api/v1/tasks', { ...init, headers });
    if (response.status !== 201) throw new NoAnswerError(`a task was answered ${response.status}`);
    await response.body?.cancel();
  }

  async #attempt(asked: Promise<Response>): Promise<Attempt> {
    let text = '';
    try {
      const response = await asked;
      if (response.status !== 200) {
        await response.body?.cancel();
        return { ...nothing, status: response.status };
      }
      const decoder = new TextDecoder();
      for await (const piece of response.body ?? [])
        text += decoder.decode(piece, { stream: true });
    } catch {
      // The connection was cut, or there was none: what came before is what there is of it.
    }
    return givenIn(text);
  }

  #send(text: string): Promise<Attempt> {
    const { conversationId } = this;
    const body = { conversationId, text, messageId: this.#messageId, lastMessageId: null };
    const headers = { 'idempotency-key': this.#messageId };
    const init = { method: 'POST', body: JSON.stringify({ ...body, timeZone: 'UTC' }), headers };
    return this.#attempt(this.#ask('/api/v1/chat', init));
  }

  /** Says something and reads the answer to its end, over as many connections as a page would. */
  async say(text: string): Promise<Read> {
    const cut: Given[] = [];
    let attempts = 0;
    let hasBegun = false;
    const askedAt = performance.now();
    for (;;) {
      const attempt = await this.#send(text);
      if (attempt.isEnded) return { given: attempt, cut, endedAt: performance.now() };
      if (attempt.chunks.length > 0) {
        hasBegun = true;
        if (attempt.chunks.length > (cut.at(-1)?.chunks.length ?? 0)) attempts = 0;
      }
      cut.push(attempt);
      const isOver = !hasBegun && performance.now() - askedAt > patienceOfMessage;
      const milliseconds = isOver ? undefined : (hasBegun ? pauses : pausesOfMessage)[attempts];
      if (milliseconds === undefined || !(hasBegun ? canAskAgain : canSendAgain)(attempt)) {
        throw new NoAnswerError(`the answer broke off with ${attempt.status ?? 'its connection'}`);
      }
      attempts += 1;
      await pause(milliseconds);
    }
  }

  /** Follows the answer that is being made, as a second page does; undefined where none is. */
  async follow(): Promise<Given | undefined> {
    for (const milliseconds of pauses) {
      const path = `/api/v1/chat/${this.conversationId}/stream`;
      const attempt = await this.#attempt(this.#ask(path));
      if (attempt.isEnded) return attempt;
      if (attempt.status !== undefined && !canAskAgain(attempt)) return undefined;
      await pause(milliseconds);
    }
    throw new NoAnswerError('the answer that was followed broke off');
  }

  /** What a page that is loaded anew shows. */
  async messages(): Promise<z.infer<typeof conversationSchema>['messages']> {
    const path = `/api/v1/conversations/${this.conversationId}`;
    return conversationSchema.parse(await this.#known(path)).messages;
  }

  /** What the assistant changed, in the ledger of the person. */
  async changes(): Promise<Change[]> {
    const { items } = changesSchema.parse(await this.#known('/api/v1/changes'));
    return items.filter(({ actor }) => actor === 'chat');
  }
}
