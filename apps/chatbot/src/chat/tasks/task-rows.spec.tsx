import type { Recurrence, Task, TaskChanges } from '@taskora/api-client';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ServerResponse } from 'node:http';

import { AnswerStream, sendJson, sendProblem, type Handler } from '../../testing/chat-server.ts';
import { callOf, openConversation, resultOf, tasksUrl } from '../../testing/conversation-page.tsx';
import { provideEventSource } from '../../testing/event-source.ts';
import { taskWith } from '../../testing/tasks.ts';

const done = '2026-11-30T10:00:00Z';
/** When the next occurrence of a task that recurs is due. */
const nextOn = '2026-12-08';

/** The tasks of a person, and the streams of those who want to know when they change. */
class TasksApi {
  readonly tasks: Map<string, Task>;
  readonly events: ServerResponse[] = [];
  /** Of each change its body, as it came. */
  readonly changes: unknown[] = [];
  readonly undone: string[] = [];
  /** Of each change by its id, the task before it, and of which version it was made. */
  readonly #made = new Map<string, { before: Task; version: number }>();
  /** Waits before a change is made, where a test wants that. */
  beforeChange: (number: number) => Promise<unknown> = () => Promise.resolve();

  constructor(...tasks: Task[]) {
    this.tasks = new Map(tasks.map((task) => [task.id, task]));
  }

  /** Changes a task, as another page or program does, and says so to those who listen. */
  change(id: string, values: Partial<Task> | null): void {
    const task = this.tasks.get(id);
    if (values === null || !task) this.tasks.delete(id);
    else this.tasks.set(id, { ...task, ...values, version: task.version + 1 });
    for (const stream of this.events) stream.write('data: {}\n\n');
  }

  readonly read: Handler = ({ path, query }, response) => {
    if (path === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      this.events.push(response);
      return;
    }
    const ids = (query.get('filter') ?? '').replace(/^id:/u, '').split(',');
    const items = ids.flatMap((id) => this.tasks.get(id) ?? []);
    sendJson(response, { items, nextCursor: null });
  };

  /** Completes or reopens it and gives the id of the change; null where it is so already. */
  #complete(task: Task, { completed, occurrenceOn }: TaskChanges): string | null {
    const { recurrence } = task;
    if (completed === (task.completedAt !== null)) return null;
    if (recurrence && occurrenceOn !== recurrence.originalOn) return null;
    const changeId = `change-${this.changes.length}`;
    this.#made.set(changeId, { before: task, version: task.version + 1 });
    if (recurrence && completed)
      this.change(task.id, { recurrence: { ...recurrence, originalOn: nextOn }, dueOn: nextOn });
    else this.change(task.id, { completedAt: completed ? done : null });
    return changeId;
  }

  /** Takes changes of tasks and undos; anything else is an answer that lists them. */
  readonly handle: Handler = async (request, response) => {
    const [, , , kind, id = ''] = decodeURIComponent(request.path).split('/');
    if (kind === 'changes') {
      this.undone.push(id);
      const made = this.#made.get(id);
      if (!made) return sendProblem(response, 404, 'There is no such change.');
      const taskId = made.before.id;
      const isKept = this.tasks.get(taskId)?.version !== made.version;
      if (!isKept) this.change(taskId, made.before);
      const tasks = [this.tasks.get(taskId)];
      const [undone, kept] = isKept ? [[], tasks] : [tasks, []];
      sendJson(response, { changeId: 'undo', undone, removed: [], kept });
    } else if (request.method === 'PATCH') {
      await this.beforeChange(this.changes.push(request.body));
      const task = this.tasks.get(id);
      if (!task) return sendProblem(response, 404, 'This task is not there any more.');
      const changeId = this.#complete(task, request.body as TaskChanges);
      if (changeId !== null) response.setHeader('change-id', changeId);
      sendJson(response, this.tasks.get(id));
    } else {
      const tasks = [...this.tasks.values()];
      new AnswerStream(response).send({ type: 'data-tasks', data: { tasks } }).finish();
    }
    return undefined;
  };
}

async function openList(...tasks: Task[]) {
  const api = new TasksApi(...tasks);
  const page = await openConversation(api.handle, { tasks: api.read });
  await page.say('show my tasks');
  await page.log.findByRole('list', { name: 'Tasks' });
  return { ...page, api };
}

const milk = taskWith({ title: 'buy milk' });
const boxOf = (title: string) =>
  within(screen.getByRole('log')).getByRole('checkbox', { name: `Complete ${title}` });

const recurrence = { originalOn: '2026-12-01' } as Recurrence;
const water = taskWith({ title: 'water', dueOn: '2026-12-01', recurrence });

describe('a task of an answer that recurs (A3, N9)', () => {
  /** Presses its box before the answer to the first press. */
  async function press(times: number, handlerOf = (api: TasksApi) => api.handle) {
    const page = await openList(water);
    page.server.answerWith(handlerOf(page.api));
    const { promise: first, resolve: letFirst } = Promise.withResolvers<undefined>();
    page.api.beforeChange = (number) => (number === 1 ? first : Promise.resolve());
    boxOf('water').focus();
    for (let pressed = 1; pressed <= times; pressed += 1) await page.user.keyboard(' ');
    expect((boxOf('water') as HTMLInputElement).checked).toBe(times % 2 === 1);
    letFirst(undefined);
    return page;
  }

  it('says which occurrence was seen, and is due again', async () => {
    await using page = await press(1);
    expect(await screen.findByText('Completed “water”. It is due again.')).toBeVisible();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    expect(page.api.changes).toEqual([{ completed: true, occurrenceOn: '2026-12-01', timeZone }]);
    expect(page.api.tasks.get(water.id)?.dueOn).toBe(nextOn);
  });

  it('is open again as it was when it is unticked before the answer', async () => {
    await using page = await press(2);
    expect(await screen.findByText('Reopened “water”.')).toBeVisible();
    expect(page.api.tasks.get(water.id)).toMatchObject({ recurrence, dueOn: '2026-12-01' });
    expect(page.api.changes).toHaveLength(1);
    expect(page.api.undone).toEqual(['change-1']);
    expect(boxOf('water')).not.toBeChecked();
  });

  it('is completed once when it is ticked once more before the answer', async () => {
    await using page = await press(3);
    expect(await screen.findByText('Completed “water”. It is due again.')).toBeVisible();
    expect(page.api.changes).toHaveLength(1);
    expect(page.api.undone).toEqual([]);
  });

  it('is not said to be reopened where it was changed since, and stays', async () => {
    await using page = await press(2, (api) => (request, response) => {
      if (request.path.startsWith('/api/v1/changes/'))
        api.change(water.id, { notes: 'two litres' });
      return api.handle(request, response);
    });
    expect(await screen.findByText('“water” was changed since, and stays as it is.')).toBeVisible();
    expect(page.api.tasks.get(water.id)?.dueOn).toBe(nextOn);
    expect(screen.queryByText('Reopened “water”.')).not.toBeInTheDocument();
  });

  it('is not said to be reopened where somebody else had completed it', async () => {
    await using page = await press(2, (api) => (request, response) => {
      const next = { recurrence: { ...recurrence, originalOn: nextOn }, dueOn: nextOn };
      if (request.method === 'PATCH') api.change(water.id, next);
      return api.handle(request, response);
    });
    expect(await screen.findByText('Completed “water”. It is due again.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Undo', hidden: true })).not.toBeInTheDocument();
    expect(page.api.undone).toEqual([]);
  });
});

describe('the tasks of an answer (A3, N9)', () => {
  it('are ticked in their place, by keyboard, and unticked by undo', async () => {
    await using page = await openList(milk);
    boxOf('buy milk').focus();
    await page.user.keyboard(' ');
    expect(boxOf('buy milk')).toBeChecked();
    expect(boxOf('buy milk')).toHaveFocus();
    const notice = await screen.findByText('Completed “buy milk”.');
    expect(page.api.changes).toEqual([{ completed: true }]);
    const dialog = within(notice.closest<HTMLElement>('[role=dialog]') ?? document.body);
    await page.user.click(dialog.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Undone.')).toBeVisible();
    expect(page.api.undone).toEqual(['change-1']);
    await waitFor(() => expect(boxOf('buy milk')).not.toBeChecked());
    expect(page.api.changes).toHaveLength(1);
  });

  it('end as what was pressed last, whatever order the answers come in', async () => {
    await using page = await openList(milk);
    const { promise: first, resolve: letFirst } = Promise.withResolvers<undefined>();
    page.api.beforeChange = (number) => (number === 1 ? first : Promise.resolve());
    for (const isChecked of [true, false, true, false]) {
      boxOf('buy milk').focus();
      await page.user.keyboard(' ');
      expect((boxOf('buy milk') as HTMLInputElement).checked).toBe(isChecked);
    }
    letFirst(undefined);
    expect(await screen.findByText('Reopened “buy milk”.')).toBeVisible();
    expect(page.api.changes).toEqual([{ completed: true }, { completed: false }]);
    expect(page.api.tasks.get(milk.id)?.completedAt).toBeNull();
    expect(boxOf('buy milk')).not.toBeChecked();
  });

  it('are ticked once by a double click, although the answer comes between its halves', async () => {
    await using page = await openList(water);
    fireEvent.click(boxOf('water'), { detail: 1 });
    expect(await screen.findByText('Completed “water”. It is due again.')).toBeVisible();
    fireEvent.click(boxOf('water'), { detail: 2 });
    expect(boxOf('water')).not.toBeChecked();
    expect(page.api.changes).toHaveLength(1);
  });

  it('go back to how they were when it did not work, and say so', async () => {
    await using page = await openList(milk);
    page.server.answerWith((_request, response) => sendProblem(response, 403, 'Only look.'));
    await page.user.click(boxOf('buy milk'));
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('“buy milk” was not completed.Only look.');
    expect(boxOf('buy milk')).not.toBeChecked();
  });

  it.each([
    ['PATCH', milk, 2],
    ['POST', water, 1],
  ])('say what did not work last, and undo what did: %s', async (method, task, failing) => {
    await using page = await openList(task);
    const { promise: first, resolve: letFirst } = Promise.withResolvers<undefined>();
    page.api.beforeChange = () => first;
    let asked = 0;
    page.server.answerWith((request, response) => {
      asked += request.method === method ? 1 : 0;
      return request.method === method && asked === failing
        ? sendProblem(response, 403, 'Only look.')
        : page.api.handle(request, response);
    });
    const box = boxOf(task.title);
    box.focus();
    await page.user.keyboard('  ');
    letFirst(undefined);
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent(`“${task.title}” was not reopened.Only look.`);
    // Until it has the focus, the notice itself is hidden behind the alert.
    await page.user.click(screen.getByRole('button', { name: 'Undo', hidden: true }));
    expect(await screen.findByText('Undone.')).toBeVisible();
    expect(page.api.undone).toEqual(['change-1']);
    expect(page.api.tasks.get(task.id)).toMatchObject({ completedAt: null, dueOn: task.dueOn });
    await waitFor(() => expect(box).not.toBeChecked());
  });

  it('offer no undo of what is as it was before', async () => {
    await using page = await openList(milk);
    const { promise: first, resolve: letFirst } = Promise.withResolvers<undefined>();
    const { promise: second, resolve: askSecond } = Promise.withResolvers<undefined>();
    page.api.beforeChange = (number) => (number === 1 ? first : second);
    let asked = 0;
    page.server.answerWith((request, response) => {
      asked += 1;
      return asked === 3
        ? sendProblem(response, 403, 'Only look.')
        : page.api.handle(request, response);
    });
    boxOf('buy milk').focus();
    await page.user.keyboard('  ');
    letFirst(undefined);
    await waitFor(() => expect(asked).toBe(2));
    await page.user.keyboard(' ');
    askSecond(undefined);
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('“buy milk” was not completed.Only look.');
    expect(screen.queryByRole('button', { name: 'Undo', hidden: true })).not.toBeInTheDocument();
  });

  it('are shown as they are now, and not as they were when they were listed', async () => {
    const listed = [milk, taskWith({ title: 'call mom' }), taskWith({ title: 'sweep' })];
    const api = new TasksApi(...listed);
    await using page = await openConversation(
      (_request, response) =>
        void new AnswerStream(response)
          .send({ type: 'data-tasks', data: { tasks: listed } })
          .finish(),
      { tasks: api.read },
    );
    api.change(milk.id, { completedAt: done });
    api.change('task-call mom', { title: 'call dad', dueOn: '2027-01-02' });
    api.change('task-sweep', null);
    await page.say('show my tasks');
    await waitFor(() => expect(boxOf('buy milk')).toBeChecked());
    expect(boxOf('call dad')).not.toBeChecked();
    expect(page.log.getByText('sweep')).toHaveTextContent('sweep, deleted');
    expect(page.log.queryByRole('checkbox', { name: 'Complete sweep' })).not.toBeInTheDocument();
  });

  it('follow what is changed elsewhere while they are looked at', async () => {
    const withdraw = provideEventSource();
    await using page = await openList(milk);
    await waitFor(() => expect(page.api.events).toHaveLength(1));
    act(() => page.api.change(milk.id, { completedAt: done }));
    await waitFor(() => expect(boxOf('buy milk')).toBeChecked());
    act(() => page.api.change(milk.id, { completedAt: null, title: 'buy oat milk' }));
    await waitFor(() => expect(boxOf('buy oat milk')).not.toBeChecked());
    // Whoever leaves holds no connection.
    const closed = new Promise((resolve) => page.api.events[0]?.once('close', resolve));
    page.unmount();
    await closed;
    withdraw();
  });

  it('are read again when a change is undone where it is reported', async () => {
    const deleted = { tasks: [milk], summary: 'Deleted.', outcome: 'done', changeId: 'change-x' };
    const api = new TasksApi();
    const answers: Handler = (request, response) => {
      if (request.path.startsWith('/api/v1/changes/')) {
        api.tasks.set(milk.id, { ...milk, version: 3 });
        sendJson(response, { changeId: 'undo', undone: [milk], removed: [], kept: [] });
      } else {
        const stream = new AnswerStream(response);
        stream.send(callOf('delete_task'), resultOf('delete_task', deleted)).finish();
      }
    };
    await using page = await openConversation(answers, { tasks: api.read });
    await page.say('delete milk');
    const undo = await page.log.findByRole('button', { name: 'Undo' });
    expect(page.log.queryByRole('checkbox')).not.toBeInTheDocument();
    await page.user.click(undo);
    await waitFor(() => expect(boxOf('buy milk')).not.toBeChecked());
  });

  it.each([
    ['in no project', {}, '?view=inbox'],
    ['in a project', { projectId: 'p-1' }, '?project=p-1'],
    ['that is done', { projectId: 'p-1', completedAt: done }, ''],
  ])('lead to themselves in Tasks, also one %s', async (_where, values, search) => {
    await using page = await openList(taskWith({ title: 'buy milk', ...values }));
    const link = page.log.getByRole('link', { name: 'buy milk' });
    expect(link).toHaveAttribute('href', `${tasksUrl}${search}`);
  });

  it('of many are read a few at a time', async () => {
    const many = Array.from({ length: 60 }, (_, number) => taskWith({ title: `task ${number}` }));
    await using page = await openList(...many);
    await page.user.click(await page.log.findByRole('button', { name: 'Show all 60' }));
    await waitFor(() => {
      const filters = page.server.received
        .filter(({ path }) => path === '/api/v1/tasks')
        .map(({ query }) => query.get('filter') ?? '');
      const asked = new Set(filters.flatMap((filter) => filter.replace('id:', '').split(',')));
      expect(asked.size).toBe(60);
      expect(Math.max(...filters.map((filter) => filter.split(',').length))).toBe(25);
    });
  });
});
