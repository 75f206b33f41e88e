import { DraftsProvider, UiProvider } from '@taskora/ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ServerResponse } from 'node:http';

import { Conversation } from '../chat/conversation.tsx';
import type { ChatMessage } from '../chat/message-schema.ts';
import { ChatServer, type Handler } from './chat-server.ts';

export const conversationId = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';
export const tasksUrl = 'http://localhost:30000/tasks';

export function callOf(toolName: string) {
  return { type: 'tool-input-available', toolCallId: toolName, toolName, input: {} };
}

export function resultOf(toolName: string, output: unknown) {
  return { type: 'tool-output-available', toolCallId: toolName, output };
}

export interface Opened {
  initialMessages?: ChatMessage[];
  resumes?: boolean;
  canGoOn?: boolean;
  /** What tasks are and when they change, as far as that can be read. */
  tasks?: Handler;
}

/** Opens one conversation, without the list beside it. */
export async function openConversation(
  handler: Handler,
  { initialMessages = [], resumes = false, canGoOn = false, tasks }: Opened = {},
) {
  const server = await ChatServer.start(handler);
  if (tasks) server.answerTasksWith(tasks);
  const user = userEvent.setup();
  const { unmount } = render(
    <UiProvider nonce={undefined}>
      <DraftsProvider owner="ada">
        <Conversation
          id={conversationId}
          draftName="message:new"
          {...{ initialMessages, resumes, canGoOn, tasksUrl }}
          onStarted={() => undefined}
          onAnswered={() => undefined}
        />
      </DraftsProvider>
    </UiProvider>,
  );
  const log = within(screen.getByRole('log', { name: 'Conversation' }));
  return {
    server,
    user,
    log,
    field: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }),
    say: (text: string) =>
      user.type(screen.getByRole('textbox', { name: 'Message' }), `${text}{Enter}`),
    unmount,
    [Symbol.asyncDispose]: async () => {
      unmount();
      sessionStorage.clear();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Waits until the page has asked, and hands out the answer to write. */
export function answerByHand(): { handler: Handler; response: Promise<ServerResponse> } {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  return { handler: (_request, response) => resolve(response), response: promise };
}
