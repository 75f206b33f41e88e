import type { Task } from '@taskora/api-client';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, box, button, dayIn, isSaid, openTasks } from '../testing/tasks-page.tsx';

let api: FakeApi;

const flat = '00000000-0000-7000-8000-00000000000f';
const named = (title: string) => api.tasks.find((each) => each.title === title);
const toolbar = () => screen.findByRole('toolbar', { name: 'Selected tasks' });
const selectBox = (title: string) => screen.getByRole('checkbox', { name: `Select ${title}` });
const sent = () => api.calls.filter(({ path }) => path.endsWith('/tasks/bulk'));
const selected = () =>
  screen
    .getAllByRole<HTMLInputElement>('checkbox', { name: /^Select / })
    .filter(({ checked }) => checked)
    .map((each) => (each.labels?.[0]?.textContent ?? '').replace('Select ', ''));

/** Selects with the keys: what is named, by going there. */
async function selectByKeys(...wanted: string[]): Promise<void> {
  for (const title of wanted) {
    screen.getByRole('checkbox', { name: new RegExp(`^(Complete|Select) ${title}$`) }).focus();
    await userEvent.keyboard('x');
  }
  await toolbar();
}

const movePanel = () => screen.findByRole('group', { name: 'Move' });
const tool = async (name: string) =>
  userEvent.click(within(await toolbar()).getByRole('button', { name }));

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks');
  api = installFakeApi([
    task('Call Mara', { dueOn: '2000-01-01', tags: ['phone'] }),
    task('Buy milk', { dueOn: '2099-01-01' }),
    task('Read'),
  ]);
  const { spaceId } = api.tasks[0] ?? {};
  api.projects = [
    { id: flat, name: 'Flat', spaceId: spaceId ?? '', archivedAt: null },
    { id: 'other', name: 'Of others', spaceId: 'other', archivedAt: null },
  ];
});

afterAll(() => history.replaceState(null, '', '/'));

describe('selecting', () => {
  it('begins with x on a row, keeps the focus there, and says how many there are', async () => {
    await openTasks();
    box('Buy milk').focus();
    await userEvent.keyboard('x');
    expect(selectBox('Buy milk')).toHaveFocus();
    expect(selected()).toEqual(['Buy milk']);
    const said = screen.getAllByRole('status').find((each) => each.textContent === '1 selected');
    expect(said).toBeInTheDocument();
    expect(within(await toolbar()).getByText('1 selected')).toBeVisible();
    await userEvent.keyboard('{ArrowDown}x');
    expect(selected()).toEqual(['Buy milk', 'Read']);
    await userEvent.keyboard('x');
    expect(selected()).toEqual(['Buy milk']);
    expect(api.calls).toEqual([]);
  });

  it('takes ranges along with Shift, by keyboard and by pointer', async () => {
    await openTasks();
    box('Call Mara').focus();
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(selected()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(selected()).toEqual(['Call Mara', 'Buy milk']);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(button('Select tasks'));
    const user = userEvent.setup();
    await user.click(selectBox('Call Mara'));
    await user.keyboard('{Shift>}');
    await user.click(selectBox('Read'));
    await user.keyboard('{/Shift}');
    expect(selected()).toEqual(['Call Mara', 'Buy milk', 'Read']);
  });

  it('takes in all that is shown with Ctrl+A, and ends with Escape, wherever the focus is', async () => {
    await openTasks();
    await selectByKeys('Read');
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(selected()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
    expect(box('Read')).not.toBeChecked();
  });

  it('leaves letters to fields, and nothing selected to another view', async () => {
    await openTasks();
    await selectByKeys('Read');
    await userEvent.type(screen.getByRole('textbox', { name: 'Add a task' }), 'x{Delete}');
    expect(selected()).toEqual(['Read']);
    expect(api.calls).toEqual([]);
    await userEvent.click(screen.getByRole('link', { name: /^Inbox/u }));
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
  });
});

describe('the toolbar', () => {
  it('is one stop of the Tab key, in which the arrow keys go along', async () => {
    await openTasks();
    await selectByKeys('Read');
    const bar = await toolbar();
    const stops = within(bar)
      .getAllByRole('button')
      .filter((each) => each.tabIndex === 0);
    expect(stops.map((each) => each.textContent)).toEqual(['Complete']);
    stops[0]?.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(within(bar).getByRole('button', { name: 'Reschedule' })).toHaveFocus();
    await userEvent.keyboard('{End}{ArrowLeft}');
    expect(within(bar).getByRole('button', { name: 'Delete' })).toHaveFocus();
    await userEvent.keyboard('{Home}{Enter}');
    await isSaid('“Read” completed');
  });

  it('closes what it has opened with the first Escape, and goes back to its button', async () => {
    await openTasks();
    await selectByKeys('Read');
    await tool('Tag');
    expect(screen.getByRole('combobox', { name: /^Tags/u })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('combobox', { name: /^Tags/u })).not.toBeInTheDocument();
    expect(within(await toolbar()).getByRole('button', { name: 'Tag' })).toHaveFocus();
    expect(selected()).toEqual(['Read']);
  });
});

describe('what is done with selected tasks', () => {
  it('is one change, which one undo takes back', async () => {
    await openTasks();
    await selectByKeys('Call Mara', 'Read');
    await tool('Complete');
    await isSaid('2 tasks completed');
    expect(sent()).toHaveLength(1);
    expect(api.store.changes).toHaveLength(1);
    expect(named('Call Mara')?.completedAt).not.toBeNull();
    expect(named('Buy milk')?.completedAt).toBeNull();
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
    await waitFor(() => expect(document.activeElement).toHaveAttribute('data-control', 'complete'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await isSaid('Undone: 2 tasks completed');
    expect(api.tasks.map(({ completedAt }) => completedAt)).toEqual([null, null, null]);
    expect(box('Read')).not.toBeChecked();
  });

  it('is another day, as it is written, or none', async () => {
    await openTasks();
    await selectByKeys('Call Mara', 'Read');
    await tool('Reschedule');
    const field = screen.getByRole('textbox', { name: 'New day' });
    await userEvent.type(field, 'soonish');
    await waitFor(() => expect(field).toHaveAccessibleDescription('This is not read as a day.'));
    expect(button('Set the day')).toBeDisabled();
    await userEvent.clear(field);
    await userEvent.type(field, 'tomorrow');
    await waitFor(() => expect(field).toHaveAccessibleDescription(/^Read as: /u));
    await userEvent.keyboard('{Enter}');
    await isSaid('2 tasks changed');
    expect(named('Call Mara')?.dueOn).toBe(dayIn(1));
    expect(named('Read')?.dueOn).toBe(dayIn(1));
    expect(sent()[0]?.body['changes']).toEqual({ dueOn: dayIn(1) });
    await selectByKeys('Read');
    await tool('Reschedule');
    await userEvent.click(button('No day'));
    await waitFor(() => expect(named('Read')?.dueOn).toBeNull());
  });

  it('is another project of their space', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk');
    await tool('Move');
    const field = screen.getByRole('combobox', { name: 'Move to' });
    await within(field).findByRole('option', { name: 'Flat' });
    expect(within(field).queryByRole('option', { name: 'Of others' })).not.toBeInTheDocument();
    await userEvent.selectOptions(field, 'Flat');
    await userEvent.click(button('Move them'));
    await isSaid('2 tasks changed');
    expect(named('Read')?.projectId).toBe(flat);
    expect(named('Call Mara')?.projectId).toBeNull();
  });

  it('is no project before one is chosen, and says where they could not be loaded', async () => {
    api.unreadable = /\/projects$/u;
    await openTasks();
    await selectByKeys('Read');
    await tool('Move');
    const field = screen.getByRole('combobox', { name: 'Move to' });
    expect(within(field).getByRole('option', { selected: true })).toHaveTextContent('Choose…');
    expect(button('Move them')).toBeDisabled();
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription(/Your projects could not be loaded\./u),
    );
    api.unreadable = undefined;
    await userEvent.click(within(await movePanel()).getByRole('button', { name: 'Try again' }));
    await within(field).findByRole('option', { name: 'Flat' });
    await userEvent.selectOptions(field, 'Inbox');
    expect(button('Move them')).toBeEnabled();
  });

  it('is one tag more, or less, and their other tags stay', async () => {
    await openTasks();
    await selectByKeys('Call Mara', 'Read');
    await tool('Tag');
    await userEvent.type(screen.getByRole('combobox', { name: /^Tags/u }), 'home, @now{Enter}');
    await isSaid('2 tasks changed');
    expect(named('Call Mara')?.tags).toEqual(['home', 'now', 'phone']);
    await selectByKeys('Call Mara', 'Read');
    await tool('Tag');
    await userEvent.type(screen.getByRole('combobox', { name: /^Tags/u }), 'now');
    await userEvent.click(button('Remove'));
    await waitFor(() => expect(named('Read')?.tags).toEqual(['home']));
  });

  it('is a priority', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk');
    await tool('Priority');
    expect(button('High')).toHaveFocus();
    await userEvent.click(button('Medium'));
    await isSaid('2 tasks changed');
    expect(named('Read')?.priority).toBe('medium');
    expect(named('Call Mara')?.priority).toBe('none');
  });

  it('is deletion, by key too', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk');
    await userEvent.keyboard('{Delete}');
    await isSaid('2 tasks deleted');
    expect(api.tasks.map(({ title }) => title)).toEqual(['Call Mara']);
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(api.tasks).toHaveLength(3));
    expect(await screen.findByRole('checkbox', { name: 'Complete Read' })).toBeVisible();
  });

  it('is nothing that a key says in an open form', async () => {
    await openTasks();
    await userEvent.click(button('Edit Call Mara'));
    await screen.findByRole('form', { name: 'Edit Call Mara' });
    await selectByKeys('Read');
    await screen.findByRole('button', { name: 'Add subtask' });
    for (const name of ['Cancel', 'Add subtask']) {
      button(name).focus();
      await userEvent.keyboard('{Delete}');
    }
    expect(api.calls).toEqual([]);
    expect(selected()).toEqual(['Read']);
  });

  it('is said where it failed, keeps the selection, and is done once on request', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk');
    api.failure = away;
    await tool('Complete');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('2 tasks were not completed.');
    expect(selected()).toEqual(['Buy milk', 'Read']);
    api.failure = undefined;
    api.lostAnswers = 1;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await isSaid('2 tasks completed');
    expect(api.store.changes).toHaveLength(1);
  });

  it('completes the occurrence that was seen of a task that recurs, as a change of its own', async () => {
    const recurrence: Task['recurrence'] = {
      rule: 'FREQ=WEEKLY',
      anchor: 'due',
      catchUp: false,
      startOn: '2098-01-01',
      firstOn: null,
      originalOn: '2098-01-01',
      skippedOn: [],
      moved: [],
      pauses: [],
    };
    api.tasks.push(task('Air the rooms', { dueOn: '2098-01-01', recurrence }));
    api.nextOccurrenceOn = '2098-01-08';
    await openTasks();
    await selectByKeys('Read', 'Air the rooms');
    await tool('Complete');
    await isSaid('“Read” completed');
    expect(sent().map(({ body }) => body['taskIds'])).toEqual([[named('Read')?.id]]);
    const ticks = api.calls.filter(({ method }) => method === 'PATCH');
    expect(ticks.map(({ body }) => body['occurrenceOn'])).toEqual(['2098-01-01']);
    expect(named('Air the rooms')).toMatchObject({ completedAt: null, dueOn: '2098-01-08' });
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(named('Read')?.completedAt).toBeNull());
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(named('Air the rooms')?.dueOn).toBe('2098-01-01'));
  });

  it('is done once where it is asked for again after its answer was lost', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk');
    // Of the first request and of its repetition.
    api.lostAnswers = 2;
    await tool('Complete');
    await screen.findByRole('alert');
    await tool('Complete');
    await isSaid('2 tasks completed');
    expect(api.store.changes).toHaveLength(1);
    expect(new Set(sent().map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leaves alone what is selected while it is pending', async () => {
    await openTasks();
    await selectByKeys('Read');
    const release = api.hold();
    await tool('Complete');
    await waitFor(() => expect(sent()).toHaveLength(1));
    await userEvent.keyboard('{Escape}');
    await selectByKeys('Buy milk');
    release();
    await isSaid('“Read” completed');
    expect(selected()).toEqual(['Buy milk']);
  });

  it('leaves what failed before to be done on request', async () => {
    await openTasks();
    await selectByKeys('Read');
    api.failure = away;
    await tool('Complete');
    await screen.findByRole('alert');
    api.failure = undefined;
    await tool('Priority');
    await userEvent.click(button('High'));
    await waitFor(() => expect(named('Read')?.priority).toBe('high'));
    expect(named('Read')?.completedAt).toBeNull();
    await userEvent.click(
      within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(named('Read')?.completedAt).not.toBeNull());
  });

  it('says of how many it was not done, because they are gone', async () => {
    await openTasks();
    await selectByKeys('Read', 'Buy milk', 'Call Mara');
    const milk = named('Buy milk');
    if (!milk) throw new Error('there is no such task');
    api.store.change('deleted', milk, null);
    await tool('Complete');
    await isSaid('2 tasks completed');
    expect(await screen.findByRole('alert')).toHaveTextContent('1 of 3 tasks was not completed.');
    expect(named('Read')?.completedAt).not.toBeNull();
  });

  it('comes after what was wished of one of them before', async () => {
    await openTasks();
    const release = api.hold();
    await userEvent.click(box('Read'));
    await selectByKeys('Read');
    await tool('Priority');
    await userEvent.click(button('High'));
    expect(sent()).toEqual([]);
    release();
    await waitFor(() => expect(named('Read')).toMatchObject({ priority: 'high', version: 3 }));
    expect(named('Read')?.completedAt).not.toBeNull();
  });
});
