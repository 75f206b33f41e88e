import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ServerResponse } from 'node:http';

import { AnswerStream, sendProblem } from '../testing/chat-server.ts';
import {
  answerByHand,
  callOf,
  conversationId,
  openConversation as open,
  resultOf,
  tasksUrl,
} from '../testing/conversation-page.tsx';
import { taskWith } from '../testing/tasks.ts';

const added = {
  tasks: [taskWith({ title: 'buy milk', dueOn: '2026-11-22' })],
  summary: 'Added.',
  outcome: 'done',
};

describe('who answers (A3)', () => {
  const model = { provider: 'openai', model: 'some-model' };
  const partOf = (data: unknown) => ({ type: 'data-assistant', data });

  it.each([
    [model, 'some-model by OpenAI'],
    [{ provider: 'openai-compatible', model: 'qwen' }, 'qwen'],
    [{ provider: 'embedded' }, 'Embedded assistant'],
  ])('is shown with the answer: %j', async (data, shown) => {
    await using page = await open((_request, response) =>
      new AnswerStream(response).send(partOf(data)).say('Good morning.').finish(),
    );
    await page.say('hello');
    expect(await page.log.findByText(shown)).toBeVisible();
    expect(page.log.getByText('Good morning.')).toBeVisible();
  });

  it('is shown where the embedded assistant stepped in for a model', async () => {
    const instead = { provider: 'embedded', insteadOf: model, code: 'MODEL_TOO_SLOW' };
    await using page = await open((_request, response) =>
      new AnswerStream(response)
        .send(partOf(model))
        .send(partOf(instead))
        .say('Good morning.')
        .finish(),
    );
    await page.say('hello');
    const shown = 'Embedded assistant, in place of some-model by OpenAI';
    expect(await page.log.findByText(shown)).toBeVisible();
  });

  it('is left out where it cannot be read', async () => {
    await using page = await open((_request, response) =>
      new AnswerStream(response)
        .send(partOf({ model: 7 }))
        .say('Good morning.')
        .finish(),
    );
    await page.say('hello');
    expect(await page.log.findByText('Good morning.')).toBeVisible();
    expect(page.log.queryByText(/assistant/iu)).toBeNull();
  });
});

describe('a streamed answer (A3, N9)', () => {
  it('is shown as it comes, before it is whole', async () => {
    const { handler, response } = answerByHand();
    await using page = await open(handler);
    await page.say('hello');
    const stream = new AnswerStream(await response);
    stream.send({ type: 'text-start', id: 't' }, { type: 'text-delta', id: 't', delta: 'Good ' });
    expect(await page.log.findByText('Good')).toBeVisible();
    stream.send({ type: 'text-delta', id: 't', delta: 'morning' }, { type: 'text-end', id: 't' });
    stream.finish();
    expect(await page.log.findByText('Good morning')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  });

  it('sends the new message alone: the server holds the history', async () => {
    await using page = await open((_request, response) => {
      new AnswerStream(response).say('Fine.').finish();
    });
    await page.say('add buy milk tomorrow');
    await page.log.findByText('Fine.');
    expect(page.server.asked()).toEqual([
      {
        method: 'POST',
        path: '/api/v1/chat',
        body: {
          conversationId,
          messageId: expect.any(String),
          lastMessageId: null,
          text: 'add buy milk tomorrow',
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          locale: navigator.language,
          typedAt: expect.any(String),
        },
      },
    ]);
  });

  it('shows an action while it runs, then its tasks with their dates and the way to them', async () => {
    const { handler, response } = answerByHand();
    await using page = await open(handler);
    await page.say('add buy milk tomorrow');
    const stream = new AnswerStream(await response).send(callOf('add_task'));
    expect(await page.log.findByText('Adding…')).toBeVisible();
    stream.send(resultOf('add_task', added)).finish();
    const row = await page.log.findByRole('listitem');
    expect(row).toHaveTextContent('buy milk');
    expect(row.querySelector('time')).toHaveAttribute('datetime', '2026-11-22');
    expect(page.log.getByRole('list', { name: 'Added' })).toContainElement(row);
    expect(page.log.getByRole('link', { name: 'Open in Tasks' })).toHaveAttribute('href', tasksUrl);
  });

  it('shows a list of tasks once, though the stream brings it twice', async () => {
    const tasks = [taskWith({ title: 'one' }), taskWith({ title: 'two' })];
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('list_tasks'), resultOf('list_tasks', { tasks, summary: '2' }))
        .send({ type: 'data-tasks', data: { tasks } })
        .finish();
    });
    await page.say('show my tasks');
    expect(await page.log.findByText('2 tasks')).toBeVisible();
    expect(page.log.getAllByRole('listitem')).toHaveLength(2);
  });

  it('does not call an action done that asks back', async () => {
    const output = { tasks: [], summary: 'Two tasks match.', outcome: 'unclear' };
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('complete_task'), resultOf('complete_task', output))
        .finish();
    });
    await page.say('complete milk');
    expect(await page.log.findByText('Not completed: Two tasks match.')).toBeVisible();
    expect(page.log.queryByText('Completed')).not.toBeInTheDocument();
  });

  it('calls a task reopened when that is what happened to it', async () => {
    const output = { tasks: [taskWith({ title: 'buy milk' })], summary: 'Reopened.' };
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('complete_task'), resultOf('complete_task', output))
        .finish();
    });
    await page.say('reopen buy milk');
    expect(await page.log.findByRole('list', { name: 'Reopened' })).toBeVisible();
    expect(page.log.queryByText('Completed')).not.toBeInTheDocument();
  });

  it('sends the number of the answer that is pressed in a numbered question', async () => {
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .say('Which one?\n1. “buy milk”\n2. “buy oat milk”\nSay more.')
        .finish();
    });
    await page.say('complete milk');
    await page.user.click(await page.log.findByRole('button', { name: '2. “buy oat milk”' }));
    await waitFor(() => expect(page.server.received[1]?.body).toMatchObject({ text: '2' }));
  });

  it('offers yes and no when an action waits for them', async () => {
    const output = { tasks: [], summary: 'This would delete 2 tasks.', outcome: 'unconfirmed' };
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('delete_task'), resultOf('delete_task', output))
        .finish();
    });
    await page.say('delete everything');
    expect(await page.log.findByText('Not deleted yet: This would delete 2 tasks.')).toBeVisible();
    await waitFor(() => expect(page.log.getByRole('button', { name: 'yes' })).toBeEnabled());
    await page.user.click(page.log.getByRole('button', { name: 'no' }));
    await waitFor(() => expect(page.server.received[1]?.body).toMatchObject({ text: 'no' }));
  });

  it('offers the answers to a question, and takes the one that is pressed', async () => {
    const options = ['complete oat milk', 'complete soy milk'];
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .say('Which?')
        .send({ type: 'data-candidates', data: { options } })
        .finish();
    });
    await page.say('complete milk');
    const option = await page.log.findByRole('button', { name: 'complete soy milk' });
    await waitFor(() => expect(option).toBeEnabled());
    await page.user.click(option);
    await waitFor(() => expect(page.server.received).toHaveLength(2));
    expect(page.server.received[1]?.body).toMatchObject({ text: 'complete soy milk' });
  });
});

describe('a question (A3)', () => {
  const unconfirmed = { tasks: [], summary: 'This would delete 2 tasks.', outcome: 'unconfirmed' };
  const text = 'Which one should I complete?\n1. “milk”\n2. “oat milk”\nSay its number.';
  const candidatesOf = (...options: string[]) => ({ type: 'data-candidates', data: { options } });

  it.each<[string, (stream: AnswerStream) => AnswerStream, string[]]>([
    [
      'which task',
      (stream) => stream.say(text).send(candidatesOf('1. “milk”', '2. “oat milk”')),
      ['1. “milk”', '2. “oat milk”'],
    ],
    [
      'one task or two',
      (stream) =>
        stream
          .say('Is that one task, or two?\n1. “a and b”\n2. “a” and “b”\nSay its number, or no.')
          .send(candidatesOf('1. “a and b”', '2. “a” and “b”', 'no')),
      ['1. “a and b”', '2. “a” and “b”', 'no'],
    ],
    [
      'whether to add it',
      (stream) => stream.say('Add “milk”? Say yes or no.').send(candidatesOf('yes', 'no')),
      ['yes', 'no'],
    ],
    [
      'whether to do what waits for a yes',
      (stream) =>
        stream
          .send(callOf('delete_task'), resultOf('delete_task', unconfirmed))
          .say('Say yes to delete them, or no.')
          .send(candidatesOf('yes', 'no')),
      ['yes', 'no'],
    ],
    [
      'of a model',
      (stream) => stream.say('Which project?\n1. Home\n2. Work'),
      ['1. Home', '2. Work'],
    ],
  ])('has each answer as one button, and takes a typed one too: %s', async (_what, ask, labels) => {
    await using page = await open((_request, response) => ask(new AnswerStream(response)).finish());
    await page.say('complete milk');
    await screen.findByRole('button', { name: 'Send' });
    await waitFor(() =>
      expect(page.log.getAllByRole('button').map((button) => button.textContent)).toEqual(labels),
    );
    await page.say('the second one');
    await waitFor(() => expect(page.server.received).toHaveLength(2));
    expect(page.server.received[1]?.body).toMatchObject({ text: 'the second one' });
  });
});

describe('stopping (A3)', () => {
  const stopPath = `/api/v1/conversations/${conversationId}/stop`;

  /** A pending answer of a service that is asked to stop it as the test says. */
  async function beginAnswer(onStop: (stream: AnswerStream, response: ServerResponse) => void) {
    const { handler, response } = answerByHand();
    await using stack = new AsyncDisposableStack();
    const { promise: begun, resolve: begin } = Promise.withResolvers<AnswerStream>();
    const page = await open((request, each) => {
      if (request.path === stopPath) void begun.then((stream) => onStop(stream, each));
      else void handler(request, each);
    });
    stack.use(page);
    await page.say('tell me everything');
    const answer = await response;
    const stream = new AnswerStream(answer).send(
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'First' },
      callOf('delete_task'),
    );
    begin(stream);
    await page.log.findByText('First');
    stack.move();
    return { page, answer };
  }

  it('stops the work where it is done, and shows what had been done by then', async () => {
    const begun = await beginAnswer((stream, response) => {
      response.writeHead(202).end();
      stream.send({ type: 'text-start', id: 'end' });
      stream.send({ type: 'text-delta', id: 'end', delta: 'Stopped after two.' });
      stream.send({ type: 'text-end', id: 'end' }).finish();
    });
    await using page = begun.page;
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await page.log.findByText('Stopped after two.')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
    expect(page.server.received.map(({ path }) => path)).toEqual(['/api/v1/chat', stopPath]);
    expect(page.field).toHaveFocus();
  });

  it('stops waiting when it is pressed again, and keeps what had come', async () => {
    const begun = await beginAnswer((_stream, response) => response.writeHead(202).end());
    await using page = begun.page;
    const closed = new Promise((resolve) => begun.answer.once('close', resolve));
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(page.log.getByText('Stopping…')).toBeVisible();
    await page.user.click(screen.getByRole('button', { name: 'Stop waiting' }));
    await closed;
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
    expect(page.log.getByText('First')).toBeVisible();
    expect(page.log.getByText('Deleting: no result came back')).toBeVisible();
  });

  it('reaches an answer that had not begun when it was asked for', async () => {
    const { handler, response } = answerByHand();
    const { promise: reached, resolve: reach } = Promise.withResolvers<ServerResponse>();
    let begun = false;
    await using page = await open((request, each) => {
      if (request.path !== stopPath) return handler(request, each);
      if (!begun) return sendProblem(each, 404, 'There is no such conversation.');
      return reach(each.writeHead(202).end());
    });
    await page.say('move everything');
    await page.user.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(page.server.received.at(-1)?.path).toBe(stopPath));
    begun = true;
    const stream = new AnswerStream(await response);
    await reached;
    stream.say('Stopped, and nothing was changed.').finish();
    expect(await page.log.findByText('Stopped, and nothing was changed.')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
    expect(page.log.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says so when the work could not be stopped', async () => {
    const begun = await beginAnswer((_stream, response) => sendProblem(response, 503, 'Away.'));
    await using page = begun.page;
    await page.user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await page.log.findByRole('alert')).toHaveTextContent(
      /Stopping did not reach the assistant\..*It may go on working\./u,
    );
  });
});

describe('failures say what was not done', () => {
  it('offers the same message again when the service is away, and forgets the failure when it works', async () => {
    await using page = await open((_request, response) =>
      sendProblem(response, 503, 'The task service is restarting.'),
    );
    await page.say('add buy milk');
    const alert = await page.log.findByRole('alert');
    expect(alert).toHaveTextContent('the message was not carried out');
    expect(alert).toHaveTextContent('The task service is restarting. Nothing was changed.');
    page.server.answerWith((_request, response) =>
      new AnswerStream(response).say('Added.').finish(),
    );
    await page.user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await page.log.findByText('Added.')).toBeVisible();
    expect(page.log.queryByRole('alert')).not.toBeInTheDocument();
    // It is sent again by itself for a while, too, with the id that it has.
    const sent = page.server.received
      .map(({ body }) => Object(body) as { text?: unknown; messageId?: unknown })
      .filter(({ text }) => text === 'add buy milk');
    expect(sent.length).toBeGreaterThan(2);
    const ids = new Set(sent.map(({ messageId }) => messageId));
    expect([...ids]).toEqual([expect.stringMatching(/^[\w-]{1,64}$/)]);
  });

  it.each([
    ['breaks', (stream: AnswerStream) => stream.break()],
    ['ends without saying so', (_stream: AnswerStream, response: ServerResponse) => response.end()],
  ])('does not take a stream that %s for a whole answer', async (_how, end) => {
    const { handler, response } = answerByHand();
    await using page = await open(handler);
    await page.say('add milk and finish the report');
    const answer = await response;
    const stream = new AnswerStream(answer);
    stream.send(callOf('add_task'), resultOf('add_task', added), callOf('complete_task'));
    await page.log.findByText('Completing…');
    page.server.answerWith((_request, each) => sendProblem(each, 404, 'It was deleted.'));
    end(stream, answer);
    const alert = await page.log.findByRole('alert');
    expect(alert).toHaveTextContent('The answer broke off.');
    expect(alert).toHaveTextContent('The step that is shown as done stays done');
    expect(page.log.getByText('Completing: no result came back')).toBeVisible();
    expect(page.log.getByText('Added')).toBeVisible();
  });

  it('asks again by itself for an answer that broke off, and shows it once', async () => {
    const { handler, response } = answerByHand();
    await using page = await open(handler);
    await page.say('add milk and finish the report');
    const stream = new AnswerStream(await response);
    stream.send(callOf('add_task'), resultOf('add_task', added));
    await page.log.findByText('Added');
    page.server.answerWith((_request, each) =>
      new AnswerStream(each)
        .send(callOf('add_task'), resultOf('add_task', added))
        .say('All of it is done.')
        .finish(),
    );
    stream.break();
    expect(await page.log.findByText('All of it is done.')).toBeVisible();
    expect(page.log.getAllByText('Added')).toHaveLength(1);
    expect(page.log.queryByRole('alert')).not.toBeInTheDocument();
    const [first, again] = page.server.received.map(({ body }) => body);
    expect(again).toEqual(first);
  });

  it('lets a message wait when the answer before it is still being made', async () => {
    await using page = await open((_request, response) =>
      sendProblem(response, 409, 'The last answer is still being made.'),
    );
    await page.say('and again');
    expect(await page.log.findByRole('alert')).toHaveTextContent('still being made');
    expect(page.log.getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  it('takes a result that it cannot read for one that is not known', async () => {
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('delete_task'), resultOf('delete_task', 'Interrupted by the system.'))
        .finish();
    });
    await page.say('delete it');
    expect(await page.log.findByText('Deleting: no result came back')).toBeVisible();
    expect(page.log.queryByText('Deleted')).not.toBeInTheDocument();
  });

  it('sends a person who is signed out to sign in, and keeps their words', async () => {
    await using page = await open((_request, response) =>
      sendProblem(response, 401, 'Signed out.'),
    );
    await page.say('show my tasks');
    expect(await page.log.findByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      `/sign-in?conversation=${conversationId}`,
    );
    expect(page.field).toHaveValue('show my tasks');
    expect(page.log.queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument();
  });

  it('shows a failed action as not done', async () => {
    await using page = await open((_request, response) => {
      new AnswerStream(response)
        .send(callOf('add_task'), {
          type: 'tool-output-error',
          toolCallId: 'add_task',
          errorText: 'The title is empty.',
        })
        .finish();
    });
    await page.say('add');
    expect(await page.log.findByText('Not added')).toBeVisible();
    expect(page.log.getByText('The title is empty.')).toBeVisible();
  });
});

describe('keyboard', () => {
  it('sends with Enter, breaks the line with Shift and Enter, and keeps the focus', async () => {
    await using page = await open((_request, response) =>
      new AnswerStream(response).say('Yes.').finish(),
    );
    await page.user.type(page.field, 'one{Shift>}{Enter}{/Shift}two{Enter}');
    await page.log.findByText('Yes.');
    expect(page.server.received[0]?.body).toMatchObject({ text: 'one\ntwo' });
    expect(page.field).toHaveFocus();
    expect(page.field).toHaveValue('');
  });

  it('leaves the Enter that ends a word of an input method to that method', async () => {
    await using page = await open(() => undefined);
    await page.user.type(page.field, 'にほん');
    fireEvent.keyDown(page.field, { key: 'Enter', isComposing: true });
    // Safari says so by the old code alone.
    fireEvent.keyDown(page.field, { key: 'Enter', keyCode: 229 });
    expect(page.field).toHaveValue('にほん');
    expect(page.server.asked()).toEqual([]);
  });

  it('sends nothing while an answer is coming, and keeps what was typed', async () => {
    const { handler, response } = answerByHand();
    await using page = await open(handler);
    await page.say('first');
    const stream = new AnswerStream(await response);
    await page.say('second');
    expect(page.field).toHaveValue('second');
    await act(async () => stream.say('Done.').finish());
    await screen.findByRole('button', { name: 'Send' });
    expect(page.server.received).toHaveLength(1);
  });

  it('refuses what is too long before it is sent, and says by how much', async () => {
    await using page = await open(() => undefined);
    await page.user.click(page.field);
    await page.user.paste('x'.repeat(2003));
    expect(page.field).toHaveAccessibleDescription('3 characters too many.');
    await page.user.keyboard('{Enter}');
    expect(page.server.asked()).toEqual([]);
  });

  it('counts characters as the API does, an emoji as one', async () => {
    await using page = await open((_request, response) =>
      new AnswerStream(response).say('Yes.').finish(),
    );
    await page.user.click(page.field);
    await page.user.paste('😀'.repeat(2000));
    await page.user.keyboard('{Enter}');
    expect(await page.log.findByText('Yes.')).toBeVisible();
  });

  it('starts from a suggestion', async () => {
    await using page = await open((_request, response) =>
      new AnswerStream(response).say('Added.').finish(),
    );
    await page.user.click(page.log.getByRole('button', { name: 'add buy milk tomorrow' }));
    await page.log.findByText('Added.');
    expect(page.server.received[0]?.body).toMatchObject({ text: 'add buy milk tomorrow' });
  });
});

describe('hostile words stay words', () => {
  const attack = [
    '<img src="https://evil.example/p.png" onerror="document.title=\'pwned\'">',
    '<script>document.title="pwned"</script>',
    '![pixel](https://evil.example/p.png)',
    '[press](javascript:document.title="pwned")',
    '[data](data:text/html,<script>alert(1)</script>)',
    '[docs](https://attacker.example/x)',
    '<svg onload="alert(1)"></svg>',
  ].join('\n\n');

  it('in an answer, in a task’s title and in what the person types', async () => {
    const tasks = [taskWith({ title: '<img src=x onerror=alert(1)>' })];
    await using page = await open((_request, response) => {
      new AnswerStream(response).say(attack).send({ type: 'data-tasks', data: { tasks } }).finish();
    });
    await page.user.click(page.field);
    await page.user.paste('<b>bold</b>');
    await page.user.keyboard('{Enter}');
    await page.log.findByText('1 task');
    const log = screen.getByRole('log');
    expect(log.querySelectorAll('img, script, iframe, b, [onerror], [onload]')).toHaveLength(0);
    expect(log).toHaveTextContent('<script>document.title="pwned"</script>');
    expect(page.log.getByText('<b>bold</b>')).toBeVisible();
    expect(page.log.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
    const addresses = [...log.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(addresses.map((address) => address?.split('?')[0])).toEqual([tasksUrl, tasksUrl]);
    expect(log).toHaveTextContent('[docs](https://attacker.example/x)');
  });
});

it('turns nothing around a title from right to left', async () => {
  const title = 'شراء الحليب';
  await using page = await open((_request, response) => {
    const tasks = [taskWith({ title })];
    new AnswerStream(response)
      .say(`Added “${title}”.`)
      .send({ type: 'data-tasks', data: { tasks } })
      .finish();
  });
  await page.say(title);
  await page.log.findByText('1 task');
  expect(page.log.getByText(`“${title}”`).tagName.toLowerCase()).toBe('bdi');
  const shown = page.log.getAllByText(title);
  expect(shown.map((element) => element.getAttribute('dir'))).toEqual(['auto', 'auto']);
});
