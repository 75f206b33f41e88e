import { screen, waitFor, within } from '@testing-library/react';

import { AnswerStream, sendJson, sendProblem } from '../testing/chat-server.ts';
import {
  conversationsApi,
  milk,
  openChat as open,
  report,
  updatedAt,
  type KnownConversation,
} from '../testing/chat-page.tsx';

jest.mock('next/navigation', () => jest.requireActual<object>('../testing/navigation.ts'));

const apiOf = (...known: KnownConversation[]) => conversationsApi(...known).handler;

describe('conversations (A2, A3)', () => {
  it('resumes the conversation in the address after a reload', async () => {
    await using page = await open(`/?conversation=${report.id}`, apiOf(milk, report));
    expect(await screen.findByText('Said about finish the report.')).toBeVisible();
    const current = await page.list.findByRole('button', { name: report.title });
    expect(current).toHaveAttribute('aria-current', 'true');
  });

  it.each([
    [{ provider: 'embedded', model: null }, 'Answers: Embedded assistant'],
    [{ provider: 'openai', model: 'some-model' }, 'Answers: some-model by OpenAI'],
    [{ provider: 'cohere', model: 'command' }, 'Answers: command by Cohere'],
    [{ provider: 'openai-compatible', model: 'qwen' }, 'Answers: qwen'],
  ])('shows who will answer: %j', async (assistant, shown) => {
    const known = apiOf(milk);
    await using page = await open('/', (request, response) => {
      if (request.path !== '/api/v1/assistant') return known(request, response);
      sendJson(response, assistant);
    });
    expect(await screen.findByText(shown)).toBeVisible();
    await page.list.findByRole('button', { name: milk.title });
  });

  it.each([
    [
      { provider: 'embedded', model: null },
      /sends nothing to anybody else\..*can let a model answer/u,
    ],
    [
      { provider: 'openai', model: 'some-model' },
      /are sent to this model\..*chooses the model, or none/u,
    ],
  ])('says what that means and how to switch: %j', async (assistant, said) => {
    const known = apiOf(milk);
    await using page = await open('/', (request, response) => {
      if (request.path !== '/api/v1/assistant') return known(request, response);
      sendJson(response, assistant);
    });
    const name = await screen.findByText(/^Answers: /u);
    expect(screen.getByText(said)).not.toBeVisible();
    await page.user.click(name);
    expect(screen.getByText(said)).toBeVisible();
    expect(screen.getByText(said)).toHaveTextContent('ASSISTANT_PROVIDER');
    await page.list.findByRole('button', { name: milk.title });
  });

  it('is of use when it is not known who answers', async () => {
    const known = apiOf(milk);
    await using page = await open('/', (request, response) => {
      if (request.path !== '/api/v1/assistant') return known(request, response);
      sendProblem(response, 503, 'The service does not answer.');
    });
    await page.list.findByRole('button', { name: milk.title });
    expect(screen.queryByText(/^Answers/u)).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });

  it('goes on with an answer that is being made when it is opened', async () => {
    const known = apiOf(report);
    await using page = await open(`/?conversation=${report.id}`, (request, response) => {
      if (request.path !== `/api/v1/chat/${report.id}/stream`) return known(request, response);
      return void new AnswerStream(response).say('Moved the rest.').finish();
    });
    const log = within(await screen.findByRole('log'));
    expect(await log.findByText('Moved the rest.')).toBeVisible();
    await page.list.findByRole('button', { name: report.title });
  });

  it('opens another one from the list and puts it into the address', async () => {
    await using page = await open('/', apiOf(milk, report));
    await page.user.click(await page.list.findByRole('button', { name: milk.title }));
    expect(await screen.findByText('Said about add buy milk.')).toBeVisible();
    expect(window.location.search).toBe(`?conversation=${milk.id}`);
  });

  it('lists a new one as soon as it is answered, and its address resumes it', async () => {
    await using page = await open('/', apiOf());
    await page.user.type(
      screen.getByRole('textbox', { name: 'Message' }),
      'remember the bread{Enter}',
    );
    expect(await within(screen.getByRole('log')).findByText('Noted.')).toBeVisible();
    await page.list.findByRole('button', { name: 'remember the bread' });
    const { conversationId } = page.server.received.find(
      (request) => request.path === '/api/v1/chat',
    )?.body as { conversationId: string };
    expect(window.location.search).toBe(`?conversation=${conversationId}`);
    await page.user.click(page.list.getByRole('button', { name: 'New conversation' }));
    expect(screen.queryByText('Noted.')).not.toBeInTheDocument();
    expect(window.location.search).toBe('');
  });

  it('deletes only after asking, and then begins anew', async () => {
    await using page = await open(`/?conversation=${milk.id}`, apiOf(milk, report));
    const name = `Delete conversation ${milk.title}`;
    await page.user.click(await page.list.findByRole('button', { name }));
    await page.user.click(await screen.findByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(page.server.received.some((request) => request.method === 'DELETE')).toBe(false);
    await page.user.click(page.list.getByRole('button', { name }));
    await page.user.click(await screen.findByRole('button', { name: 'Delete conversation' }));
    await page.list.findByRole('button', { name: report.title });
    await waitFor(() => expect(page.list.queryByText(milk.title)).not.toBeInTheDocument());
    expect(window.location.search).toBe('');
  });

  it('deletes once, whatever becomes of the answer', async () => {
    const api = apiOf(milk, report);
    const keys: unknown[] = [];
    await using page = await open('/', async (request, response) => {
      if (request.method !== 'DELETE') return api(request, response);
      keys.push(request.headers['idempotency-key']);
      return keys.length === 1 ? void response.destroy() : api(request, response);
    });
    await page.user.click(
      await page.list.findByRole('button', { name: `Delete conversation ${milk.title}` }),
    );
    await page.user.click(await screen.findByRole('button', { name: 'Delete conversation' }));
    await waitFor(() => expect(page.list.queryByText(milk.title)).not.toBeInTheDocument());
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('lists all of them, a page at a time', async () => {
    const titled = Array.from({ length: 5 }, (_, number) => ({
      id: milk.id.replace(/^./u, String(number)),
      title: `talk ${number}`,
      updatedAt,
    }));
    await using page = await open('/', ({ query }, response) => {
      const start = Number(query.get('cursor') ?? 0);
      // One was touched while the pages were read, and so is on both.
      const items = titled.slice(Math.max(start - 1, 0), start + 2);
      sendJson(response, { items, nextCursor: start + 2 < 5 ? String(start + 2) : null });
    });
    for (const shown of [2, 4]) {
      await waitFor(() =>
        expect(page.list.getAllByRole('button', { name: /^talk/u })).toHaveLength(shown),
      );
      await page.user.click(page.list.getByRole('button', { name: 'Show more conversations' }));
    }
    await waitFor(() =>
      expect(page.list.getAllByRole('button', { name: /^talk/u })).toHaveLength(5),
    );
    expect(page.list.queryByRole('button', { name: 'Show more conversations' })).toBeNull();
  });

  it('says so when the address names no conversation of this person', async () => {
    await using page = await open(`/?conversation=${milk.id}`, apiOf());
    expect(await screen.findByText('This conversation is not here.')).toBeVisible();
    const notice = within(
      screen.getByText('This conversation is not here.').closest<HTMLElement>('[role=status]') ??
        document.body,
    );
    await page.user.click(notice.getByRole('button', { name: 'New conversation' }));
    expect(await screen.findByText('What needs doing?')).toBeVisible();
  });

  it('ignores an address that is no conversation’s', async () => {
    await using page = await open('/?conversation=../../tasks', apiOf());
    expect(await screen.findByText('What needs doing?')).toBeVisible();
    await page.list.findByText(/appear here/u);
    const asked = page.server.received.map((request) => request.path).toSorted();
    expect(asked).toEqual(['/api/v1/assistant', '/api/v1/conversations']);
  });

  it('offers another try when the list cannot be loaded', async () => {
    await using page = await open('/', (_request, response) =>
      sendProblem(response, 503, 'Restarting.'),
    );
    expect(await page.list.findByText(/could not be loaded\. Restarting\./u)).toBeVisible();
    page.server.answerWith(apiOf(milk));
    await page.user.click(page.list.getByRole('button', { name: 'Retry' }));
    expect(await page.list.findByRole('button', { name: milk.title })).toBeVisible();
  });

  it('gives the first words back that were never carried out, in their own conversation', async () => {
    const id = '7b1c2b7e-0c1d-4e2f-8a3b-4c5d6e7f8a9b';
    sessionStorage.setItem(`taskora-draft:ada:message:${id}`, 'add buy milk');
    await using page = await open(`/?conversation=${id}`, apiOf(milk));
    const field = await screen.findByRole('textbox', { name: 'Message' });
    expect(field).toHaveValue('add buy milk');
    await page.user.type(field, '{Enter}');
    expect(await within(screen.getByRole('log')).findByText('Noted.')).toBeVisible();
    expect(window.location.search).toBe(`?conversation=${id}`);
    // Whatever else is opened: what is being said here stays.
    await page.user.click(screen.getByRole('button', { name: 'Conversations' }));
    expect(screen.getAllByText('Noted.')).not.toHaveLength(0);
    expect(screen.queryByText('This conversation is not here.')).not.toBeInTheDocument();
  });

  it('leads to sign in where a conversation cannot be read for that', async () => {
    await using page = await open(`/?conversation=${milk.id}`, (_request, response) =>
      sendProblem(response, 401, 'Sign in to go on.'),
    );
    expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      `/sign-in?conversation=${milk.id}`,
    );
    expect(await page.list.findByText(/could not be loaded/u)).toBeVisible();
  });

  it('keeps unsent words of each conversation apart', async () => {
    await using page = await open(`/?conversation=${milk.id}`, apiOf(milk, report));
    await page.user.type(await screen.findByRole('textbox', { name: 'Message' }), 'half');
    await page.user.click(await page.list.findByRole('button', { name: report.title }));
    await screen.findByText('Said about finish the report.');
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('');
    await page.user.click(page.list.getByRole('button', { name: milk.title }));
    await screen.findByText('Said about add buy milk.');
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('half');
  });
});
