import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { DraftsProvider, UiProvider } from '@taskora/ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ChatShell } from '../conversations/chat-shell.tsx';
import { AnswerStream, ChatServer, sendJson, sendProblem, type Handler } from './chat-server.ts';

export interface KnownConversation {
  id: string;
  title: string;
}

export const milk = { id: '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11', title: 'add buy milk' };
export const report = { id: '5a1c2b7e-0c1d-4e2f-8a3b-4c5d6e7f8a9b', title: 'finish the report' };
export const updatedAt = '2026-11-21T10:00:00Z';

function messagesAbout(title: string) {
  return [
    { id: 'a', role: 'user', parts: [{ type: 'text', text: title }] },
    { id: 'b', role: 'assistant', parts: [{ type: 'text', text: `Said about ${title}.` }] },
  ];
}

/** The API's conversations, kept in memory; `stored` may be changed as by another device. */
export function conversationsApi(...known: KnownConversation[]) {
  const stored = new Map(known.map((each) => [each.id, { ...each, about: each.title }]));
  const handler: Handler = ({ method, path, query, body }, response) => {
    const id = path.split('/')[4] ?? '';
    const found = stored.get(id);
    if (path === '/api/v1/chat') {
      const { conversationId, text } = body as { conversationId: string; text: string };
      stored.set(conversationId, { id: conversationId, title: text, about: text });
      new AnswerStream(response).say('Noted.').finish();
    } else if (path === '/api/v1/assistant') {
      sendJson(response, { provider: 'embedded', model: null });
    } else if (path === '/api/v1/conversations') {
      const search = (query.get('search') ?? '').toLowerCase();
      const items = [...stored.values()].flatMap(({ about, ...each }) => {
        const isTitled = each.title.toLowerCase().includes(search);
        const excerpt = search !== '' && about.toLowerCase().includes(search) ? about : null;
        return isTitled || excerpt !== null ? [{ ...each, updatedAt, excerpt }] : [];
      });
      sendJson(response, { items, nextCursor: null });
    } else if (!found) {
      sendProblem(response, 404, 'There is no such conversation.');
    } else if (method === 'DELETE') {
      stored.delete(id);
      response.writeHead(204).end();
    } else if (method === 'PATCH') {
      const { title, formerTitle } = body as { title: string; formerTitle: string };
      if (formerTitle === found.title) {
        found.title = title;
        sendJson(response, { id, title, updatedAt });
      } else sendProblem(response, 409, 'It was renamed.');
    } else {
      const { about, ...each } = found;
      const messages = messagesAbout(about);
      sendJson(response, { ...each, messages, earlierCursor: null, isAnswering: false });
    }
  };
  return { handler, stored };
}

/** Opens the whole page of the chat at an address. */
export async function openChat(address: string, handler: Handler) {
  window.history.replaceState(null, '', address);
  const server = await ChatServer.start(handler);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { unmount } = render(
    <QueryClientProvider client={queryClient}>
      <UiProvider nonce={undefined}>
        <DraftsProvider owner="ada">
          <ChatShell tasksUrl="http://localhost:30000/tasks" />
        </DraftsProvider>
      </UiProvider>
    </QueryClientProvider>,
  );
  return {
    server,
    user: userEvent.setup(),
    list: within(screen.getByRole('complementary', { name: 'Conversations' })),
    [Symbol.asyncDispose]: async () => {
      unmount();
      queryClient.clear();
      sessionStorage.clear();
      await server[Symbol.asyncDispose]();
    },
  };
}
