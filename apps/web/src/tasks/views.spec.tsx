import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import {
  beginTasks,
  box,
  button,
  dayIn,
  isSaid,
  notifyOtherTabs,
  openTasks,
  quickAdd,
  titles,
  type,
} from '../testing/tasks-page.tsx';

let api: FakeApi;

const flat = '00000000-0000-7000-8000-00000000000f';
const link = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Views' })).getByRole('link', { name });

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks');
  api = installFakeApi([
    task('Call Mara', { dueOn: '2000-01-01' }),
    task('Buy milk', { dueOn: '2099-01-01', projectId: flat }),
    task('Read'),
    task('Sleep', { completedAt: '2026-01-01T00:00:00Z' }),
  ]);
  api.projects = [{ id: flat, name: 'Flat', spaceId: 'own', archivedAt: null }];
});

afterAll(() => history.replaceState(null, '', '/'));

describe('views', () => {
  it('each show their tasks, with their counts and an address of their own', async () => {
    await openTasks();
    expect(link(/^Tasks 3 task/u)).toHaveAttribute('aria-current', 'page');
    await userEvent.click(link(/^Inbox 2 task/u));
    expect(titles()).toEqual(['Call Mara', 'Read']);
    expect(location.search).toBe('?view=inbox');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Inbox');
    await userEvent.click(link(/^Today 1 task/u));
    expect(titles()).toEqual(['Call Mara']);
    expect(document.title).toBe('Today · Taskora');
    await userEvent.click(link(/^Upcoming 1 task/u));
    expect(titles()).toEqual(['Buy milk']);
    await userEvent.click(link(/^Flat 1 task/u));
    expect(titles()).toEqual(['Buy milk']);
    expect(location.search).toBe(`?project=${flat}`);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Flat');
    expect(link(/^Flat/u)).toHaveAttribute('aria-current', 'page');
  });

  it('say that they are being loaded, and not that they are empty', async () => {
    api.pageSize = 1;
    await openTasks();
    const answer = globalThis.fetch;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const fetchLate: typeof fetch = (...asked) => held.then(() => answer(...asked));
    Object.assign(globalThis, { fetch: fetchLate });
    await userEvent.click(link(/^Upcoming/u));
    expect(await screen.findByText('Loading tasks')).toBeInTheDocument();
    expect(screen.queryByText('Nothing is coming up')).not.toBeInTheDocument();
    release();
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    expect(screen.queryByText('Loading tasks')).not.toBeInTheDocument();
  });

  it('are there again after a reload, and after going back', async () => {
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    expect(titles()).toEqual(['Call Mara']);
    await userEvent.click(link(/^Upcoming/u));
    expect(titles()).toEqual(['Buy milk']);
    act(() => history.back());
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
  });

  it('are asked of the server where not all tasks are on the page', async () => {
    api.pageSize = 1;
    await openTasks();
    await userEvent.click(link(/^Upcoming/u));
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    // Counted by the server; of the others, nothing wrong is said.
    expect(link(/^Today 1 task/u)).toBeVisible();
    expect(link(/^Inbox$/u)).toBeVisible();
  });

  it('keep a completed task under the eye, until another one is shown', async () => {
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    await userEvent.click(box('Call Mara'));
    await isSaid('“Call Mara” completed');
    expect(titles()).toEqual(['Call Mara']);
    expect(box('Call Mara')).toBeChecked();
    expect(link(/^Today$/u)).toBeVisible();
    await userEvent.click(link(/^Inbox/u));
    expect(titles()).toEqual(['Read']);
  });

  it('say what is missing where they hold nothing', async () => {
    api.tasks = [];
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    expect(screen.getByText('Nothing is due today')).toBeVisible();
  });
});

describe('a project that is opened by its address', () => {
  const heading = () => screen.getByRole('heading', { level: 1 });

  beforeEach(() => history.replaceState(null, '', `/tasks?project=${flat}`));

  it('is being loaded until its name is known, and neither empty nor another one', async () => {
    api.tasks = [task('Read')];
    const release = api.holdReads(/\/projects$/u);
    beginTasks();
    await waitFor(() => expect(link(/^Inbox 1 task/u)).toBeVisible());
    expect(heading()).toHaveTextContent('Loading the project');
    expect(screen.getByText('Loading tasks')).toBeInTheDocument();
    expect(screen.queryByText(/^Nothing|no such/u)).not.toBeInTheDocument();
    release();
    await waitFor(() => expect(heading()).toHaveTextContent(/^Flat$/u));
    expect(document.title).toBe('Flat · Taskora');
    expect(screen.getByText('Nothing to do here')).toBeVisible();
  });

  it('gets what is written before its name is known', async () => {
    const release = api.holdReads(/\/projects$/u);
    await openTasks();
    await type('Water the plants{Enter}');
    release();
    await isSaid('“Water the plants” added');
    expect(api.calls[0]?.body).toMatchObject({ projectId: flat, spaceId: 'own' });
  });

  it('is said not to be there where there is none, and what is written comes to the inbox', async () => {
    api.projects = [];
    api.tasks = [task('Read')];
    await openTasks();
    expect(await screen.findByText('There is no such project')).toBeVisible();
    expect(heading()).toHaveTextContent('No such project');
    await type('Water the plants{Enter}');
    await isSaid('“Water the plants” added');
    expect(api.calls[0]?.body).not.toHaveProperty('projectId');
    await userEvent.click(link(/^Inbox/u));
    expect(titles()).toContain('Water the plants');
  });
});

describe('the focus of a row that leaves the view', () => {
  const heading = () => screen.getByRole('heading', { level: 1 });

  async function openToday(): Promise<void> {
    api.tasks.push(task('Water the plants', { dueOn: dayIn(0) }));
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    expect(titles()).toEqual(['Call Mara', 'Water the plants']);
  }

  async function put(title: string, label: string, value: string): Promise<void> {
    await userEvent.click(button(`Edit ${title}`));
    await screen.findByRole('textbox', { name: 'Title' });
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
    await userEvent.click(button('Save'));
  }

  it('goes to the next one, and to the heading after the last, and that is said', async () => {
    await openToday();
    await put('Call Mara', 'Due date', '2099-02-02');
    await waitFor(() => expect(titles()).toEqual(['Water the plants']));
    await waitFor(() => expect(box('Water the plants')).toHaveFocus());
    expect(await screen.findByText('“Call Mara” has left this list.')).toHaveRole('status');
    await put('Water the plants', 'Due date', '2099-02-02');
    await waitFor(() => expect(titles()).toEqual([]));
    await waitFor(() => expect(heading()).toHaveFocus());
  });

  it('goes to the heading when a project has none left', async () => {
    const spaceId = api.tasks[0]?.spaceId ?? '';
    api.projects = [{ id: flat, name: 'Flat', spaceId, archivedAt: null }];
    history.replaceState(null, '', `/tasks?project=${flat}`);
    await openTasks();
    await screen.findByRole('heading', { name: 'Flat' });
    await put('Buy milk', 'Project', '');
    await waitFor(() => expect(titles()).toEqual([]));
    await waitFor(() => expect(heading()).toHaveFocus());
  });

  it('goes to the next one when an occurrence is done', async () => {
    await openToday();
    const [mara] = api.tasks;
    if (!mara) throw new Error('there is no task');
    const originalOn = '2000-01-01';
    const recurrence = { rule: 'FREQ=DAILY', anchor: 'due', originalOn };
    Object.assign(mara, { recurrence, version: 2 });
    api.nextOccurrenceOn = dayIn(1);
    notifyOtherTabs();
    await screen.findByText('Every day');
    box('Call Mara').focus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(titles()).toEqual(['Water the plants']));
    expect(box('Water the plants')).toHaveFocus();
  });

  it('goes to the one before when it was the last, and was deleted elsewhere', async () => {
    await openToday();
    box('Water the plants').focus();
    api.tasks = api.tasks.filter(({ title }) => title !== 'Water the plants');
    notifyOtherTabs();
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
    expect(box('Call Mara')).toHaveFocus();
  });

  it('stays away where nobody was in the list', async () => {
    await openToday();
    box('Water the plants').focus();
    await userEvent.click(quickAdd());
    api.tasks = api.tasks.filter(({ title }) => title !== 'Water the plants');
    notifyOtherTabs();
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
    expect(quickAdd()).toHaveFocus();
  });
});

describe('the day', () => {
  const lateAt = { dueOn: dayIn(-1), dueTime: '23:30:00', dueZone: 'Pacific/Pago_Pago' };

  it('is the reader’s own for what is overdue, as for what is due today', async () => {
    api.tasks = [task('Call Mara', lateAt)];
    await openTasks();
    expect(link(/^Today 1 task/u)).toBeVisible();
    expect(screen.getByText('1 open')).toHaveTextContent(/^1 open$/u);
    const row = box('Call Mara').closest('li');
    expect(row).toHaveTextContent('23:30 Pago Pago');
    expect(row).not.toHaveTextContent(/overdue|Yesterday/u);
  });

  describe('while the page is open', () => {
    const clocks = [
      ...(['setTimeout', 'setInterval', 'setImmediate', 'performance', 'hrtime'] as const),
      ...(['clearTimeout', 'clearInterval', 'clearImmediate', 'nextTick'] as const),
      ...(['queueMicrotask', 'requestAnimationFrame', 'cancelAnimationFrame'] as const),
      ...(['requestIdleCallback', 'cancelIdleCallback'] as const),
    ];

    beforeEach(() => {
      jest.useFakeTimers({ now: new Date(2026, 10, 21, 23, 59), doNotFake: [...clocks] });
      api.tasks = [
        task('Call Mara', { dueOn: '2026-11-21' }),
        task('Buy milk', { dueOn: '2026-11-22' }),
        task('Read', { dueOn: '2026-11-23' }),
      ];
      history.replaceState(null, '', '/tasks?view=today');
    });

    afterEach(() => jest.useRealTimers());

    /** The page comes into sight again, as of a laptop that was asleep. */
    async function passMidnight(): Promise<void> {
      jest.setSystemTime(new Date(2026, 10, 22, 0, 1));
      await act(async () => {
        document.dispatchEvent(new Event('visibilitychange'));
        await Promise.resolve();
      });
    }

    it('goes on at midnight', async () => {
      await openTasks();
      expect(titles()).toEqual(['Call Mara']);
      await passMidnight();
      expect(titles()).toEqual(['Call Mara', 'Buy milk']);
      expect(box('Call Mara').closest('li')).toHaveTextContent('Yesterday, overdue');
      expect(link(/^Today 2 task/u)).toBeVisible();
      await userEvent.click(link(/^Upcoming 1 task/u));
      expect(titles()).toEqual(['Read']);
    });

    it('is asked for anew at midnight where not all tasks are on the page', async () => {
      api.pageSize = 2;
      api.tasks.push(task('Sleep', { dueOn: '2026-11-24' }));
      history.replaceState(null, '', '/tasks?view=upcoming');
      await openTasks();
      await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Read']));
      await passMidnight();
      await waitFor(() => expect(titles()).toEqual(['Read', 'Sleep']));
    });
  });
});

describe('projects that could not be loaded', () => {
  const patient = { timeout: 5_000 };

  it('are missed among the views, and are there once they are asked for again', async () => {
    api.unreadable = /\/projects$/u;
    await openTasks();
    const alert = await screen.findByRole('alert', undefined, patient);
    expect(alert).toHaveTextContent('Your projects could not be loaded.');
    expect(alert).toHaveTextContent('It is away.');
    expect(screen.getByRole('navigation', { name: 'Views' })).toContainElement(alert);
    api.unreadable = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(link(/^Flat 1 task/u)).toHaveFocus());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leave a view of one its tasks', async () => {
    history.replaceState(null, '', `/tasks?project=${flat}`);
    api.unreadable = /\/projects$/u;
    await openTasks();
    await screen.findByRole('alert', undefined, patient);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/^Project$/u);
    expect(titles()).toEqual(['Buy milk']);
  });
});

describe('a line that is written in a view', () => {
  it('is due today in Today, and stays in its list', async () => {
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    await type('Water the plants{Enter}');
    await isSaid('“Water the plants” added');
    expect(titles()).toContain('Water the plants');
    expect(api.calls[0]?.body).toMatchObject({ title: 'Water the plants', dueOn: dayIn(0) });
  });

  it('has the day that it says', async () => {
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    await type('Water the plants on 24 December 2098{Enter}');
    await isSaid('“Water the plants” added');
    expect(api.calls[0]?.body).toMatchObject({ dueOn: '2098-12-24' });
    expect(titles()).not.toContain('Water the plants');
    expect(quickAdd()).toHaveValue('');
  });

  it('is added to the project that is shown', async () => {
    history.replaceState(null, '', `/tasks?project=${flat}`);
    await openTasks();
    await screen.findByRole('heading', { name: 'Flat' });
    await type('Water the plants{Enter}');
    await isSaid('“Water the plants” added');
    expect(api.calls[0]?.body).toMatchObject({ projectId: flat, spaceId: 'own', dueOn: null });
  });
});

describe('search', () => {
  it('looks in all tasks from any view, and shows what is found best first', async () => {
    api.ranks = (one, other) => one.title.length - other.title.length;
    api.tasks.push(task('Buy milk for the cake', { dueOn: '2000-01-02' }));
    history.replaceState(null, '', '/tasks?view=today');
    await openTasks();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'milk');
    await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Buy milk for the cake']));
    await userEvent.type(screen.getByRole('searchbox'), '{Escape}');
    await waitFor(() => expect(titles()).toEqual(['Call Mara', 'Buy milk for the cake']));
  });
});
