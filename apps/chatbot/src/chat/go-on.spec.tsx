import { screen, waitFor } from '@testing-library/react';

import { AnswerStream, sendProblem, type Handler } from '../testing/chat-server.ts';
import {
  answerByHand,
  callOf,
  conversationId,
  openConversation,
  resultOf,
} from '../testing/conversation-page.tsx';
import { taskWith } from '../testing/tasks.ts';
import type { ChatMessage } from './message-schema.ts';

const stopPath = `/api/v1/conversations/${conversationId}/stop`;
const added = { tasks: [taskWith({ title: 'milk' })], summary: 'Added.', outcome: 'done' };
const stored: ChatMessage[] = [
  { id: 'q1', role: 'user', parts: [{ type: 'text', text: 'add milk; add eggs' }] },
  { id: 'a1', role: 'assistant', parts: [{ type: 'text', text: 'Stopped.' }] },
];

/** An answer that did one step, and was stopped before the next. */
async function openStopped() {
  const { handler, response } = answerByHand();
  const page = await openConversation((request, each) => {
    if (request.path === stopPath) each.writeHead(202).end();
    else void handler(request, each);
  });
  await page.say('add milk; add eggs');
  const stream = new AnswerStream(await response);
  stream.send(callOf('add_task'), resultOf('add_task', added));
  await page.log.findByText('Added');
  await page.user.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(page.server.received.at(-1)?.path).toBe(stopPath));
  stream.say('Stopped. This had been done by then.').finish();
  return page;
}

const whole: Handler = (_request, response) =>
  new AnswerStream(response)
    .send(callOf('add_task'), resultOf('add_task', added))
    .say('All of it is done.')
    .finish();

/** Gives the log a height, as jsdom does not, and says whether it was moved to its end. */
function followEnd(): () => boolean {
  const log = screen.getByRole('log', { name: 'Conversation' });
  Object.defineProperty(log, 'scrollHeight', { value: 900, configurable: true });
  return () => log.scrollTop === 900;
}

const chatsOf = (received: readonly { path: string; body: unknown }[]) =>
  received.filter(({ path }) => path === '/api/v1/chat').map(({ body }) => body);

describe('an answer that was stopped or broke off (A3, N9)', () => {
  it('is gone on with under the id that it has, so that nothing of it is done twice', async () => {
    await using page = await openStopped();
    page.server.answerWith(whole);
    const button = await page.log.findByRole('button', { name: 'Go on' });
    button.focus();
    const toEnd = followEnd();
    await page.user.keyboard('{Enter}');
    expect(page.field).toHaveFocus();
    expect(toEnd()).toBe(true);
    expect(await page.log.findByText('All of it is done.')).toBeVisible();
    expect(page.log.getAllByText('Added')).toHaveLength(1);
    expect(page.log.queryByText(/^Stopped/u)).not.toBeInTheDocument();
    expect(page.log.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
    const [first, again] = chatsOf(page.server.received);
    expect(again).toEqual({ ...(first as object), goOn: true });
  });

  it('is left as it is by who says something else', async () => {
    await using page = await openStopped();
    await page.log.findByRole('button', { name: 'Go on' });
    page.server.answerWith((_request, response) => new AnswerStream(response).say('Yes.').finish());
    await page.say('show my tasks');
    await page.log.findByText('Yes.');
    expect(page.log.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
    expect(chatsOf(page.server.received)[1]).not.toHaveProperty('goOn');
  });

  it('can be gone on with after a reload, when the service says so', async () => {
    const handler: Handler = (request, response) =>
      request.path.endsWith('/stream')
        ? void response.writeHead(204).end()
        : whole(request, response);
    const opened = { initialMessages: stored, resumes: true, canGoOn: true };
    await using page = await openConversation(handler, opened);
    await page.user.click(await page.log.findByRole('button', { name: 'Go on' }));
    expect(await page.log.findByText('All of it is done.')).toBeVisible();
    await waitFor(() => expect(screen.getAllByText('All of it is done.')).toHaveLength(2));
    expect(screen.getAllByText('All of it is done.')[1]).toHaveAttribute('role', 'status');
    const asked = { messageId: 'q1', text: 'add milk; add eggs', goOn: true };
    expect(chatsOf(page.server.received)).toEqual([expect.objectContaining(asked)]);
  });

  it('is not asked to go on again by a connection that broke', async () => {
    await using page = await openStopped();
    const { handler, response } = answerByHand();
    page.server.answerWith(handler);
    await page.user.click(await page.log.findByRole('button', { name: 'Go on' }));
    const stream = new AnswerStream(await response);
    stream.send(callOf('add_task'), resultOf('add_task', added));
    await page.log.findByText('Added');
    page.server.answerWith(whole);
    stream.break();
    expect(await page.log.findByText('All of it is done.')).toBeVisible();
    const bodies = chatsOf(page.server.received).map((body) => Reflect.get(Object(body), 'goOn'));
    expect(bodies).toEqual([undefined, true, undefined]);
  });

  it('goes on by Retry when it failed', async () => {
    await using page = await openConversation((_request, response) =>
      new AnswerStream(response)
        .send(callOf('add_task'), resultOf('add_task', added))
        .send({ type: 'error', errorText: 'Something failed.' })
        .finish(),
    );
    await page.say('add milk; add eggs');
    await page.log.findByRole('alert');
    expect(page.log.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
    page.server.answerWith(whole);
    const toEnd = followEnd();
    await page.user.click(page.log.getByRole('button', { name: 'Retry' }));
    expect(page.field).toHaveFocus();
    expect(toEnd()).toBe(true);
    expect(await page.log.findByText('All of it is done.')).toBeVisible();
    expect(page.log.getAllByText('Added')).toHaveLength(1);
    const [first, again] = chatsOf(page.server.received);
    expect(again).toEqual({ ...(first as object), goOn: true });
  });

  it('is not offered for an answer whose stop did not arrive', async () => {
    const { handler, response } = answerByHand();
    await using page = await openConversation((request, each) => {
      if (request.path === stopPath) sendProblem(each, 503, 'Away.');
      else void handler(request, each);
    });
    await page.say('add milk');
    new AnswerStream(await response).send(callOf('add_task'));
    await page.log.findByText('Adding…');
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    await page.log.findByRole('alert');
    expect(page.log.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
  });
});
