import { keyHeader, whileBodyFits, type ChatRequest } from '@taskora/api-client';
import { ownLocale } from '@taskora/ui';
import { DefaultChatTransport, type UIMessageChunk } from 'ai';

import { ChatFailure, failureOfResponse } from './chat-failure.ts';
import { askFirst, lastingAnswer } from './lasting-answer.ts';
import { textOf, type ChatMessage } from './message-schema.ts';
import { typedNow, typedOf } from './typed-message.ts';

/** Fetches as the browser does, but every failure says which kind it is. */
async function fetchOrFail(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const sent = whileBodyFits(init ?? {}, (fitting) => fetch(input, fitting));
  const response = await sent.catch((error: unknown) => {
    if (init?.signal?.aborted) throw error;
    throw new ChatFailure(navigator.onLine ? 'unreachable' : 'offline');
  });
  if (!response.ok) throw await failureOfResponse(response);
  return response;
}

/** A stream that ends without saying so was cut; the reader must be notified. */
function refuseToEndEarly(): TransformStream<UIMessageChunk, UIMessageChunk> {
  let ended = false;
  return new TransformStream({
    transform(chunk, controller) {
      ended ||= chunk.type === 'finish' || chunk.type === 'abort' || chunk.type === 'error';
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (!ended) controller.error(new ChatFailure('cut'));
    },
  });
}

/** Asks for the end of an answer that was stopped or broke off, and not for what it had come to. */
export const goOn = { goOn: true } as const satisfies Partial<ChatRequest>;

type LastUserMessage = Pick<ChatRequest, 'lastMessageId' | 'messageId' | 'text'>;

/** The last thing the person said: the server holds the rest of the conversation itself. */
export function lastUserMessageOf(messages: readonly ChatMessage[]): LastUserMessage {
  const index = messages.findLastIndex((message) => message.role === 'user');
  const before = messages.slice(0, Math.max(index, 0));
  // What the person had before their eyes: only that can "it" or "yes" be about.
  const lastMessageId = before.findLast((message) => message.role === 'assistant')?.id ?? null;
  const last = messages[index];
  // A retry carries the same id, so that the server does not do the same thing twice.
  return last
    ? { messageId: last.id, text: textOf(last), lastMessageId }
    : { text: '', lastMessageId };
}

export class ChatTransport extends DefaultChatTransport<ChatMessage> {
  constructor() {
    super({
      api: '/api/v1/chat',
      fetch: fetchOrFail,
      prepareSendMessagesRequest: ({ id, messages, body }) => {
        const last = lastUserMessageOf(messages);
        const said = messages.findLast(({ role }) => role === 'user');
        const { timeZone } = typedNow();
        return {
          ...(last.messageId && { headers: { [keyHeader]: last.messageId } }),
          body: {
            conversationId: id,
            ...last,
            ...(body?.['goOn'] === true && goOn),
            locale: ownLocale(),
            // Sent again, it was typed when it was.
            ...(typedOf(said?.metadata) ?? { timeZone }),
          } satisfies ChatRequest,
        };
      },
    });
  }

  /** The same message again is not carried out again: its answer is given from the start. */
  override async sendMessages(
    ...options: Parameters<DefaultChatTransport<ChatMessage>['sendMessages']>
  ): Promise<ReadableStream<UIMessageChunk>> {
    const [asked] = options;
    const signal = asked.abortSignal;
    const first = await askFirst(() => super.sendMessages(asked), signal);
    // Who has stopped it meanwhile does not want it to go on because of a connection that broke.
    const again = { ...asked, body: {} };
    return lastingAnswer(first, () => super.sendMessages(again), signal);
  }

  /** It only asks whether an answer is being made: that it failed says nothing of any message. */
  override async reconnectToStream(
    ...options: Parameters<DefaultChatTransport<ChatMessage>['reconnectToStream']>
  ): Promise<ReadableStream<UIMessageChunk> | null> {
    const ask = (): Promise<ReadableStream<UIMessageChunk> | null> =>
      super.reconnectToStream(...options);
    try {
      const stream = await ask();
      return stream && lastingAnswer(stream, ask);
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error;
      const isSignedOut = error.kind === 'signed-out';
      throw new ChatFailure(isSignedOut ? 'session-over' : 'not-followed', error.detail);
    }
  }

  protected override processResponseStream(
    stream: ReadableStream<Uint8Array<ArrayBufferLike>>,
  ): ReadableStream<UIMessageChunk> {
    return super.processResponseStream(stream).pipeThrough(refuseToEndEarly());
  }
}
