import { DraftsProvider, UiProvider } from '@taskora/ui';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import {
  AnswerStream,
  ChatServer,
  sendJson,
  sendProblem,
  type Handler,
} from '../testing/chat-server.ts';
import { taskWith } from '../testing/tasks.ts';
import { Conversation } from './conversation.tsx';
import type { ChatMessage } from './message-schema.ts';

const id = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';

function said(messageId: string, role: 'assistant' | 'user', text: string): ChatMessage {
  return { id: messageId, role, parts: [{ type: 'text', text }] };
}

const stored = [said('q1', 'user', 'add milk'), said('a1', 'assistant', 'Added milk.')];

async function open(
  handler: Handler,
  initialMessages: ChatMessage[],
  resumes = false,
  earlierCursor: string | null = null,
) {
  const server = await ChatServer.start(handler);
  const { unmount } = render(
    <UiProvider nonce={undefined}>
      <DraftsProvider owner="ada">
        <Conversation
          {...{ id, initialMessages, resumes, earlierCursor }}
          draftName={`message:${id}`}
          tasksUrl="http://localhost:30000/tasks"
          onStarted={() => undefined}
          onAnswered={() => undefined}
        />
      </DraftsProvider>
    </UiProvider>,
  );
  return {
    server,
    user: userEvent.setup(),
    log: within(screen.getByRole('log', { name: 'Conversation' })),
    field: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }),
    unmount,
    [Symbol.asyncDispose]: async () => {
      unmount();
      sessionStorage.clear();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('an answer that is being made when its page is opened (A3, N9)', () => {
  const streamPath = `/api/v1/chat/${id}/stream`;

  it('is followed from its start to its end, and can be stopped', async () => {
    const { promise, resolve } = Promise.withResolvers<AnswerStream>();
    const half = [...stored, said('q2', 'user', 'move all'), said('answer', 'assistant', 'Moved')];
    await using page = await open(
      ({ path }, response) => {
        if (path === streamPath) resolve(new AnswerStream(response));
        else sendProblem(response, 404, 'Not here.');
      },
      half,
      true,
    );
    const stream = await promise;
    stream.send({ type: 'text-start', id: 't' }, { type: 'text-delta', id: 't', delta: 'Moved ' });
    expect(await screen.findByRole('button', { name: 'Stop' })).toBeVisible();
    stream.send({ type: 'text-delta', id: 't', delta: 'all.' }, { type: 'text-end', id: 't' });
    stream.finish();
    expect(await page.log.findByText('Moved all.')).toBeVisible();
    expect(page.log.getAllByText(/^Moved/u)).toHaveLength(1);
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  });

  it('is not waited for when there is none', async () => {
    await using page = await open(
      (_request, response) => void response.writeHead(204).end(),
      stored,
      true,
    );
    await waitFor(() => expect(page.server.received).toHaveLength(1));
    expect(screen.getByRole('button', { name: 'Send' })).toBeVisible();
    expect(page.log.queryByRole('alert')).not.toBeInTheDocument();
    expect(page.log.getByText('Added milk.')).toBeVisible();
  });

  it('says nothing of the last message when that cannot be seen, and only looks again', async () => {
    await using page = await open(
      (_request, response) => sendProblem(response, 503, 'Restarting.'),
      stored,
      true,
    );
    const alert = await page.log.findByRole('alert');
    expect(alert).not.toHaveTextContent(/carried out|Nothing was changed/u);
    expect(alert).toHaveTextContent('Restarting.');
    page.server.answerWith((_request, response) => void response.writeHead(204).end());
    await page.user.click(page.log.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(page.log.queryByRole('alert')).not.toBeInTheDocument());
    expect(page.server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${streamPath}`,
      `GET ${streamPath}`,
    ]);
    expect(page.log.getByText('Added milk.')).toBeVisible();
  });

  it('puts nothing into the field that was done, when the session has ended', async () => {
    await using page = await open(
      (_request, response) => sendProblem(response, 401, 'Signed out.'),
      stored,
      true,
    );
    expect(await page.log.findByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(page.log.getByRole('alert')).not.toHaveTextContent('carried out');
    expect(page.field).toHaveValue('');
  });

  it('is gone on with by itself when its maker dies', async () => {
    let isCut = false;
    await using page = await open(
      (_request, response) => {
        const stream = new AnswerStream(response);
        if (isCut) stream.say('Went on.').finish();
        else response.end();
        isCut = true;
      },
      [...stored, said('q2', 'user', 'move all')],
      true,
    );
    expect(await page.log.findByText('Went on.')).toBeVisible();
    expect(page.server.received.map(({ path }) => path)).toEqual([streamPath, streamPath]);
  });

  it('is asked for under the id that its message has there, when it is not to be had', async () => {
    let isCut = false;
    await using page = await open(
      ({ path }, response) => {
        if (path !== streamPath) new AnswerStream(response).say('Went on.').finish();
        else if (isCut) sendProblem(response, 404, 'It is not there.');
        else new AnswerStream(response).end();
        isCut = true;
      },
      [...stored, said('q2', 'user', 'move all')],
      true,
    );
    await page.user.click(await page.log.findByRole('button', { name: 'Retry' }));
    expect(await page.log.findByText('Went on.')).toBeVisible();
    expect(page.server.received[2]?.body).toMatchObject({ messageId: 'q2', text: 'move all' });
  });
});

describe('two windows on one conversation', () => {
  it('sends the last answer that this window shows', async () => {
    await using page = await open(
      (_request, response) => new AnswerStream(response).say('Done.').finish(),
      stored,
    );
    await page.user.type(page.field, 'delete it{Enter}');
    await page.log.findByText('Done.');
    expect(page.server.received[0]?.body).toMatchObject({ lastMessageId: 'a1' });
    const { messageId } = page.server.received[0]?.body as { messageId: string };
    expect(page.server.received[0]?.headers['idempotency-key']).toBe(messageId);
  });

  it('shows what was said in the other one when somebody looks here', async () => {
    const more = [said('q2', 'user', 'add tea'), said('a2', 'assistant', 'Added tea.')];
    await using page = await open(
      (_request, response) =>
        sendJson(response, { id, title: 'add milk', messages: [...stored, ...more] }),
      stored,
    );
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await page.log.findByText('Added tea.')).toBeVisible();
  });
});

describe('an answer that is made for another window or device', () => {
  const asked = said('q2', 'user', 'move all');
  const made = said('answer', 'assistant', 'Moved all.');
  const streamPath = `/api/v1/chat/${id}/stream`;
  const stopPath = `/api/v1/conversations/${id}/stop`;

  /** A service in which somebody else has asked something; the answer goes as the test wants. */
  function busyElsewhere() {
    const { promise, resolve } = Promise.withResolvers<AnswerStream>();
    let isAnswering = true;
    const handler: Handler = ({ path }, response) => {
      if (path === streamPath) resolve(new AnswerStream(response));
      else if (path === stopPath) response.writeHead(202).end();
      else {
        const messages = isAnswering ? [...stored, asked] : [...stored, asked, made];
        sendJson(response, { id, title: 'x', messages, isAnswering, earlierCursor: null });
      }
    };
    return { handler, stream: promise, end: () => (isAnswering = false) };
  }

  it('is shown as it comes, said to be one, and can be stopped', async () => {
    const service = busyElsewhere();
    await using page = await open(service.handler, stored);
    act(() => void window.dispatchEvent(new Event('focus')));
    const stream = await service.stream;
    stream.send({ type: 'text-start', id: 't' }, { type: 'text-delta', id: 't', delta: 'Moved ' });
    expect(await page.log.findByText(/^Answering in another window/u)).toBeVisible();
    expect(page.log.getByText('move all')).toBeVisible();
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(page.server.received.at(-1)?.path).toBe(stopPath));
    service.end();
    stream.send({ type: 'text-delta', id: 't', delta: 'two.' }, { type: 'text-end', id: 't' });
    stream.finish();
    expect(await page.log.findByText('Moved two.')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
    expect(page.log.queryByText(/^Answering in another window/u)).not.toBeInTheDocument();
  });

  it('is noticed by a page in sight that nobody touches', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const service = busyElsewhere();
      await using page = await open(service.handler, stored);
      await act(() => jest.advanceTimersByTimeAsync(5_000));
      (await service.stream).say('Moved all.').finish();
      expect(await page.log.findByText('Moved all.')).toBeVisible();
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks for one message alone as long as nothing is new', async () => {
    await using page = await open(
      (_request, response) =>
        sendJson(response, { id, title: 'x', messages: stored.slice(-1), isAnswering: false }),
      stored,
    );
    act(() => void window.dispatchEvent(new Event('focus')));
    await waitFor(() => expect(page.server.received).toHaveLength(1));
    act(() => void window.dispatchEvent(new Event('focus')));
    await waitFor(() => expect(page.server.received).toHaveLength(2));
    expect(page.server.received.map(({ query }) => query.get('limit'))).toEqual(['1', '1']);
  });
});

describe('an answer that is not waited for any more', () => {
  it('is shown whole when it has been made, in the place of what had come', async () => {
    const { promise, resolve } = Promise.withResolvers<AnswerStream>();
    let isAnswering = true;
    const call = { type: 'tool-update_task', toolCallId: 'c', input: {} };
    const output = { tasks: [], summary: 'Moved 3 tasks.', outcome: 'done' };
    const whole: ChatMessage = {
      id: 'answer',
      role: 'assistant',
      parts: [{ ...call, state: 'output-available', output } as ChatMessage['parts'][number]],
    };
    await using page = await open(({ path }, response) => {
      if (path === '/api/v1/chat') resolve(new AnswerStream(response));
      else if (path.endsWith('/stop')) response.writeHead(202).end();
      else {
        const asked = said('kept', 'user', 'move all');
        const messages = [...stored, asked, ...(isAnswering ? [] : [whole])];
        sendJson(response, { id, title: 'x', messages, isAnswering, earlierCursor: null });
      }
    }, stored);
    await page.user.type(page.field, 'move all{Enter}');
    const stream = await promise;
    const toolName = 'update_task';
    stream.send({ type: 'tool-input-available', toolCallId: 'c', toolName, input: {} });
    await page.log.findByText('Changing…');
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    await page.user.click(await screen.findByRole('button', { name: 'Stop waiting' }));
    expect(await page.log.findByText('Changing: no result came back')).toBeVisible();
    act(() => void window.dispatchEvent(new Event('focus')));
    await waitFor(() => expect(page.server.received.at(-1)?.query.get('limit')).toBe('1'));
    expect(page.log.getByText('Changing: no result came back')).toBeVisible();
    isAnswering = false;
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await page.log.findByText('Changed: Moved 3 tasks.')).toBeVisible();
    expect(page.log.queryByText('Changing: no result came back')).not.toBeInTheDocument();
  });
});

describe('a thread that is longer than one page', () => {
  const before = [said('q0', 'user', 'hello'), said('a0', 'assistant', 'Hello.')];

  it('says so, and shows what was before when it is asked', async () => {
    await using page = await open(
      (_request, response) =>
        sendJson(response, { id, title: 'x', messages: before, earlierCursor: null }),
      stored,
      false,
      '7',
    );
    await page.user.click(page.log.getByRole('button', { name: 'Show earlier messages' }));
    expect(await page.log.findByText('Hello.')).toBeVisible();
    expect(page.server.received[0]?.query.get('cursor')).toBe('7');
    expect(page.log.getAllByRole('article').map(({ textContent }) => textContent)).toEqual([
      'You said: hello',
      'Taskora said: Hello.',
      'You said: add milk',
      'Taskora said: Added milk.',
    ]);
    expect(page.log.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
    expect(screen.getByRole('log', { name: 'Conversation' })).toHaveFocus();
  });

  it('offers another try when they could not be loaded', async () => {
    await using page = await open(
      (_request, response) => sendProblem(response, 503, 'Restarting.'),
      stored,
      false,
      '7',
    );
    const more = page.log.getByRole('button', { name: 'Show earlier messages' });
    await page.user.click(more);
    expect(await page.log.findByRole('alert')).toHaveTextContent('Restarting.');
    expect(more).toBeEnabled();
  });

  it('has no such button when all of it is shown', async () => {
    await using page = await open(() => undefined, stored);
    expect(page.log.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
  });
});

describe('two windows of one browser', () => {
  const more = [said('q2', 'user', 'add tea'), said('a2', 'assistant', 'Added tea.')];

  it('tell each other of an answer at once', async () => {
    await using page = await open(
      (_request, response) =>
        sendJson(response, { id, title: 'add milk', messages: [...stored, ...more] }),
      stored,
    );
    const other = new BroadcastChannel('taskora-conversations');
    other.postMessage({ id: 'another conversation', from: 'another window' });
    other.postMessage({ id, from: 'another window' });
    expect(await page.log.findByText('Added tea.')).toBeVisible();
    // Whether there is news, and then all of it: once, and for this conversation alone.
    expect(page.server.received.map(({ query }) => query.get('limit'))).toEqual(['1', null]);
    other.close();
  });

  it('do not read again what they have said themselves', async () => {
    let answers = 0;
    await using page = await open(
      (_request, response) => new AnswerStream(response).say(`Answer ${(answers += 1)}.`).finish(),
      stored,
    );
    const other = new BroadcastChannel('taskora-conversations');
    const received: string[] = [];
    // Node's channels have no events of a window.
    other.onmessage = ({ data }) => received.push(Reflect.get(Object(data), 'id'));
    for (const number of [1, 2]) {
      await page.user.type(page.field, 'add jam{Enter}');
      await page.log.findByText(`Answer ${number}.`);
      await waitFor(() => expect(received).toHaveLength(number));
    }
    expect(received).toEqual([id, id]);
    expect(page.server.received.map(({ method }) => method)).toEqual(['POST', 'POST']);
    other.close();
  });
});

describe('words that were not sent', () => {
  it('are there again after a reload', async () => {
    const first = await open(() => undefined, stored);
    await first.user.type(first.field, 'half a thought');
    first.unmount();
    await first.server[Symbol.asyncDispose]();
    await using page = await open(() => undefined, stored);
    expect(page.field).toHaveValue('half a thought');
  });
});

describe('the moment at which words were typed', () => {
  const momentOf = ({ body }: { body: unknown }) => String(Reflect.get(Object(body), 'typedAt'));

  it('goes with them, also when they are sent after a reload', async () => {
    const first = await open(() => undefined, stored);
    await first.user.type(first.field, 'add tea tomorrow');
    const typed = Date.now();
    first.unmount();
    await first.server[Symbol.asyncDispose]();
    await using page = await open(
      (_request, response) => sendProblem(response, 503, 'No.'),
      stored,
    );
    await page.user.type(page.field, '{Enter}');
    await waitFor(() => expect(page.server.received).toHaveLength(1));
    const [sent] = page.server.received;
    expect(sent && Date.parse(momentOf(sent))).toBeLessThanOrEqual(typed);
  });

  it('stays when they are sent again', async () => {
    await using page = await open(
      (_request, response) => sendProblem(response, 503, 'No.'),
      stored,
    );
    await page.user.type(page.field, 'add tea tomorrow{Enter}');
    // It is sent again by the page itself first, and then by the person.
    await page.log.findByRole('alert', {}, { timeout: 10_000 });
    const before = page.server.received.length;
    await page.user.click(page.log.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(page.server.received.length).toBeGreaterThan(before));
    const moments = new Set(page.server.received.map(momentOf));
    expect(moments.size).toBe(1);
    expect(Date.parse([...moments][0] ?? '')).not.toBeNaN();
  });
});

describe('words that were not carried out', () => {
  // A message of which nobody knows whether it arrived is sent again first.
  const askedAgain = { timeout: 10_000 };

  it.each([
    ['the service is away', 503],
    ['another answer is being made', 409],
    ['it is not known whether they arrived', 502],
  ])('are in the field after a reload when %s', async (_why, status) => {
    const first = await open((_request, response) => sendProblem(response, status, 'No.'), stored);
    await first.user.type(first.field, 'add tea{Enter}');
    await first.log.findByRole('alert', {}, askedAgain);
    first.unmount();
    await first.server[Symbol.asyncDispose]();
    await using page = await open(() => undefined, stored);
    expect(page.field).toHaveValue('add tea');
  });

  it('are in the field beside what was written meanwhile', async () => {
    const first = await open((_request, response) => sendProblem(response, 503, 'No.'), stored);
    await first.user.type(first.field, 'add tea{Enter}');
    await first.log.findByRole('alert');
    await first.user.type(first.field, 'add jam');
    first.unmount();
    await first.server[Symbol.asyncDispose]();
    await using page = await open(() => undefined, stored);
    expect(page.field).toHaveValue('add tea\nadd jam');
  });

  it('are not there when they had arrived, or were sent again and answered', async () => {
    const first = await open((_request, response) => sendProblem(response, 502, 'No.'), stored);
    await first.user.type(first.field, 'add tea{Enter}');
    await first.log.findByRole('alert', {}, askedAgain);
    first.unmount();
    await first.server[Symbol.asyncDispose]();
    const arrived = await open(
      (_request, response) => sendProblem(response, 503, 'No.'),
      [...stored, said('q2', 'user', 'add tea')],
    );
    expect(arrived.field).toHaveValue('');
    await arrived.user.type(arrived.field, 'add jam{Enter}');
    await arrived.log.findByRole('alert');
    arrived.server.answerWith((_request, response) =>
      new AnswerStream(response).say('Added jam.').finish(),
    );
    await arrived.user.click(arrived.log.getByRole('button', { name: 'Retry' }));
    await arrived.log.findByText('Added jam.');
    await screen.findByRole('button', { name: 'Send' });
    arrived.unmount();
    await arrived.server[Symbol.asyncDispose]();
    await using page = await open(() => undefined, stored);
    expect(page.field).toHaveValue('');
  });
});

describe('a screen reader', () => {
  it('is told an answer once, when it is whole', async () => {
    const tasks = Array.from({ length: 20 }, (_, index) => taskWith({ title: `task ${index}` }));
    await using page = await open((_request, response) => {
      const stream = new AnswerStream(response);
      stream.send({ type: 'text-start', id: 't' });
      for (const delta of ['You ', 'have ', '20 ', 'tasks.']) {
        stream.send({ type: 'text-delta', id: 't', delta });
      }
      stream.send({ type: 'text-end', id: 't' }, { type: 'data-tasks', data: { tasks } });
      stream.finish();
    }, stored);
    const changes: string[] = [];
    const regions = [...document.querySelectorAll('[role=status], [aria-live=polite]')];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) if (target.textContent) changes.push(target.textContent);
    });
    for (const region of regions) {
      observer.observe(region, { childList: true, characterData: true, subtree: true });
    }
    await page.user.type(page.field, 'show my tasks{Enter}');
    await page.log.findByText('20 tasks');
    await waitFor(() => expect(changes).toEqual(['You have 20 tasks.']));
    observer.disconnect();
  });
});

describe('many tasks in one answer', () => {
  it('have one number, and say how many are not shown', async () => {
    const tasks = Array.from({ length: 100 }, (_, index) => taskWith({ title: `task ${index}` }));
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send({ type: 'data-tasks', data: { tasks, total: 2001 } })
        .finish();
    }, stored);
    await page.user.type(page.field, 'show my tasks{Enter}');
    expect(await page.log.findByText('2,001 tasks')).toBeVisible();
    await page.user.click(page.log.getByRole('button', { name: 'Show the first 100' }));
    expect(page.log.getAllByRole('listitem')).toHaveLength(100);
    expect(page.log.getByText('1,901 tasks more in Tasks.')).toBeVisible();
  });
});

describe('undo of what the assistant did (N9)', () => {
  const output = {
    tasks: [taskWith({ title: 'buy milk', completedAt: '2026-11-22T08:00:00Z' })],
    total: 200,
    summary: 'Completed 200 tasks.',
    outcome: 'done',
    changeId: 'change-1',
  };

  /** Where a page is slow, it also asks what has become of its conversation. */
  const undosAsked = ({ server }: Awaited<ReturnType<typeof open>>) =>
    server.received.map(({ path }) => path).filter((path) => path.startsWith('/api/v1/changes/'));

  async function openWithChange(undo: Handler) {
    await using stack = new AsyncDisposableStack();
    const page = await open((request, response) => {
      if (request.path.startsWith('/api/v1/changes/')) return undo(request, response);
      new AnswerStream(response)
        .send(
          { type: 'tool-input-available', toolCallId: 'c', toolName: 'complete_task', input: {} },
          { type: 'tool-output-available', toolCallId: 'c', output },
        )
        .finish();
      return undefined;
    }, stored);
    stack.use(page);
    await page.user.type(page.field, 'complete all{Enter}');
    await page.log.findByText('Completed: 200 tasks');
    stack.move();
    return page;
  }

  it('undoes the whole change where it was told, and does it again', async () => {
    let number = 1;
    await using page = await openWithChange((_request, response) => {
      number += 1;
      sendJson(response, { changeId: `change-${number}`, undone: [], removed: [], kept: [] });
    });
    await page.user.click(page.log.getByRole('button', { name: 'Undo' }));
    await page.user.click(await page.log.findByRole('button', { name: 'Redo' }));
    expect(await page.log.findByRole('button', { name: 'Undo' })).toBeVisible();
    expect(undosAsked(page)).toEqual([
      '/api/v1/changes/change-1/undo',
      '/api/v1/changes/change-2/undo',
    ]);
  });

  it('does not take the second half of a double click for a wish of its own', async () => {
    await using page = await openWithChange((_request, response) =>
      sendJson(response, { changeId: 'change-2', undone: [], removed: [], kept: [] }),
    );
    fireEvent.click(page.log.getByRole('button', { name: 'Undo' }), { detail: 1 });
    fireEvent.click(await page.log.findByRole('button', { name: 'Redo' }), { detail: 2 });
    await page.log.findByText('Undone.');
    expect(page.log.getByRole('button', { name: 'Redo' })).toHaveAttribute(
      'aria-disabled',
      'false',
    );
    expect(undosAsked(page)).toEqual(['/api/v1/changes/change-1/undo']);
  });

  it('is one wish under one key, however often its answer is lost', async () => {
    const keys: unknown[] = [];
    await using page = await openWithChange(({ headers }, response) => {
      keys.push(headers['idempotency-key']);
      if (keys.length < 4) response.destroy();
      else sendJson(response, { changeId: 'change-2', undone: [], removed: [], kept: [] });
    });
    const undo = page.log.getByRole('button', { name: 'Undo' });
    for (const attempts of [2, 4]) {
      await page.user.click(undo);
      await waitFor(() => expect(keys).toHaveLength(attempts));
      await waitFor(() => expect(undo).toHaveAttribute('aria-disabled', 'false'));
    }
    expect(page.log.getByRole('button', { name: 'Redo' })).toBeVisible();
    expect(new Set(keys).size).toBe(1);
  });

  it('names the task that was changed since and stays', async () => {
    await using page = await openWithChange((_request, response) =>
      sendJson(response, {
        changeId: 'change-2',
        undone: [],
        removed: [],
        kept: [taskWith({ title: 'buy milk' })],
      }),
    );
    await page.user.click(page.log.getByRole('button', { name: 'Undo' }));
    expect(
      await screen.findByText('“buy milk” was changed since, and stays as it is.'),
    ).toBeVisible();
  });

  it('says why it did not work, and offers no undo where nothing is left to undo', async () => {
    await using page = await openWithChange((_request, response) =>
      sendProblem(response, 409, 'All of its tasks were changed since.'),
    );
    await page.user.click(page.log.getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(screen.getAllByText('All of its tasks were changed since.')[0]).toBeVisible(),
    );
    expect(page.log.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });
});
