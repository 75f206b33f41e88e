import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import {
  away,
  box,
  button,
  isSaid,
  openTasks,
  quickAdd,
  notifyOtherTabs,
  titles,
} from '../testing/tasks-page.tsx';

let api: FakeApi;

const named = (title: string) => api.tasks.find((each) => each.title === title);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  api = installFakeApi([
    task('Call Mara', { dueOn: '2000-01-01' }),
    task('Buy milk', { dueOn: '2099-01-01' }),
    task('Read'),
  ]);
});

describe('the list', () => {
  it('shows the tasks in order, and says what is overdue', async () => {
    await openTasks();
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    expect(screen.getByText(/1 overdue/)).toBeVisible();
    const list = screen.getByRole('list', { name: 'Tasks' });
    const [first] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent('overdue');
  });

  it('counts all tasks, and not those of the loaded pages', async () => {
    api.pageSize = 1;
    await openTasks();
    expect(titles()).toEqual(['Call Mara']);
    expect(await screen.findByText('3 open')).toHaveTextContent('3 open · 1 overdue');
  });

  it('finds a task that no page has loaded, by words in any order', async () => {
    api.pageSize = 1;
    await openTasks();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'MILK buy');
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    await userEvent.type(screen.getByRole('searchbox'), '{Escape}');
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
  });

  it('follows what is changed elsewhere', async () => {
    await openTasks();
    const known = named('Read');
    if (!known) throw new Error('there is no such task');
    api.store.change('changed', known, { ...known, title: 'Read a book', version: 2 });
    notifyOtherTabs();
    await waitFor(() => expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read a book']));
  });
});

describe('completing a task', () => {
  it('shows it at once, and leaves the task under the eye, the pointer and the focus', async () => {
    await openTasks();
    const release = api.hold();
    await userEvent.click(box('Call Mara'));
    expect(box('Call Mara')).toBeChecked();
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    expect(box('Call Mara')).toHaveFocus();
    release();
    await isSaid('“Call Mara” completed');
    await waitFor(() => expect(named('Call Mara')?.completedAt).not.toBeNull());
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
  });

  it('offers no older change again once a later one was granted', async () => {
    await openTasks();
    api.failure = { status: 500, detail: 'It failed.' };
    const release = api.hold();
    await userEvent.click(box('Read'));
    await userEvent.click(box('Read'));
    release();
    const later = api.hold();
    expect(await screen.findByRole('alert')).toHaveTextContent('“Read” was not changed.');
    api.failure = undefined;
    later();
    await waitFor(() =>
      expect(api.calls.map(({ body }) => body['completed'])).toEqual([true, false]),
    );
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });

  it('leaves what was wished last, however fast that changes (swr#425, query#5968)', async () => {
    await openTasks();
    const release = api.hold();
    await userEvent.click(box('Read'));
    await userEvent.click(box('Read'));
    expect(box('Read')).not.toBeChecked();
    release();
    await isSaid('“Read” reopened');
    expect(box('Read')).not.toBeChecked();
    expect(named('Read')?.completedAt).toBeNull();
    // One after the other: the second was not sent before the first was answered.
    expect(api.calls.map((call) => call.body['completed'])).toEqual([true, false]);
  });

  it('sends what was wished while another change was under way as one', async () => {
    await openTasks();
    const release = api.hold();
    for (let press = 0; press < 5; press += 1) await userEvent.click(box('Read'));
    release();
    await waitFor(() => expect(named('Read')?.completedAt).not.toBeNull());
    await isSaid('“Read” completed');
    expect(api.calls).toHaveLength(2);
    expect(box('Read')).toBeChecked();
  });

  it('is taken back when it failed, says so, and tries again on request', async () => {
    await openTasks();
    api.failure = away;
    await userEvent.click(box('Call Mara'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Call Mara” was not changed.');
    expect(box('Call Mara')).not.toBeChecked();
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(box('Call Mara')).toBeChecked());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Tasks' })).toHaveFocus();
  });

  it('takes back only what failed when two changes are under way', async () => {
    await openTasks();
    const release = api.hold();
    await userEvent.click(box('Read'));
    await userEvent.click(button('Delete Call Mara'));
    expect(titles()).toEqual(['Buy milk', 'Read']);
    // The task is gone on the server, so completing it will fail; deleting the other will not.
    api.tasks = api.tasks.filter((each) => each.title !== 'Read');
    release();
    expect(await screen.findByRole('alert')).toHaveTextContent('“Read” was not changed.');
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
  });

  it('keeps every failure until it is dealt with', async () => {
    await openTasks();
    api.failure = away;
    await userEvent.click(box('Call Mara'));
    await screen.findByRole('alert');
    await userEvent.click(box('Read'));
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
  });

  it('sends somebody whose session ended to sign in', async () => {
    await openTasks();
    api.failure = { status: 401, detail: 'You are signed out.' };
    await userEvent.click(box('Read'));
    const alert = await screen.findByRole('alert');
    const link = within(alert).getByRole('link', { name: 'Sign in' });
    expect(link).toHaveAttribute('href', '/sign-in');
  });
});

describe('deleting a task', () => {
  it('moves the focus to the next task, then to the one before, then to the field', async () => {
    await openTasks();
    await userEvent.click(button('Delete Call Mara'));
    expect(titles()).toEqual(['Buy milk', 'Read']);
    expect(box('Buy milk')).toHaveFocus();
    await userEvent.click(button('Delete Buy milk'));
    await userEvent.click(button('Delete Read'));
    expect(titles()).toEqual([]);
    expect(quickAdd()).toHaveFocus();
    await waitFor(() => expect(api.tasks).toEqual([]));
  });

  it('keeps the place of the row while the pointer is over the list', async () => {
    await openTasks();
    await userEvent.click(button('Delete Buy milk'));
    const rows = [...screen.getByRole('list', { name: 'Tasks' }).children];
    expect(rows.map((row) => row.getAttribute('aria-hidden'))).toEqual([null, 'true', null]);
    expect(rows[1]).toHaveTextContent('Buy milk deleted');
    await userEvent.hover(quickAdd());
    await waitFor(() =>
      expect(screen.getByRole('list', { name: 'Tasks' }).children).toHaveLength(2),
    );
  });

  it('names the task, and can be undone', async () => {
    await openTasks();
    const known = named('Buy milk');
    await userEvent.click(button('Delete Buy milk'));
    await isSaid('“Buy milk” deleted');
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']));
    expect(named('Buy milk')?.id).toBe(known?.id);
  });

  it('is undone once, also when the answer to that is lost', async () => {
    await openTasks();
    await userEvent.click(box('Read'));
    await isSaid('“Read” completed');
    await userEvent.click(button('Delete Read'));
    await isSaid('“Read” deleted');
    api.lostAnswers = 2;
    await userEvent.click(button('Undo'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Read” deleted: this was not undone.');
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(titles()).toContain('Read'));
    expect(titles().filter((title) => title === 'Read')).toHaveLength(1);
    expect(box('Read')).toBeChecked();
    expect(api.tasks.filter((each) => each.title === 'Read')).toHaveLength(1);
  });

  it('brings the task back to its place when it failed, and says so', async () => {
    await openTasks();
    api.failure = away;
    await userEvent.click(button('Delete Call Mara'));
    expect(await screen.findByRole('alert')).toHaveTextContent('“Call Mara” was not deleted.');
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
  });
});

describe('undoing', () => {
  it('takes back the last change with Ctrl+Z, and makes it again', async () => {
    await openTasks();
    await userEvent.click(box('Read'));
    await isSaid('“Read” completed');
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(box('Read')).not.toBeChecked());
    await isSaid('Undone: “Read” completed');
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    await waitFor(() => expect(box('Read')).toBeChecked());
  });

  it('leaves Ctrl+Z to a field that has something to undo', async () => {
    await openTasks();
    await userEvent.click(box('Read'));
    await isSaid('“Read” completed');
    await userEvent.type(quickAdd(), 'a');
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(box('Read')).toBeChecked();
    expect(api.calls).toHaveLength(1);
  });

  it('takes back what was wished last, also while that is under way', async () => {
    await openTasks();
    await userEvent.click(box('Buy milk'));
    await isSaid('“Buy milk” completed');
    const release = api.hold();
    await userEvent.click(box('Read'));
    await userEvent.keyboard('{Control>}z{/Control}');
    release();
    await isSaid('Undone: “Read” completed');
    expect(box('Read')).not.toBeChecked();
    expect(box('Buy milk')).toBeChecked();
  });

  it('says what has been changed since, and leaves it alone', async () => {
    await openTasks();
    await userEvent.click(box('Read'));
    await isSaid('“Read” completed');
    const known = named('Read');
    if (!known) throw new Error('there is no such task');
    api.store.change('changed', known, { ...known, title: 'Read a book', version: 9 });
    await userEvent.click(button('Undo'));
    expect(await screen.findByRole('alert')).toHaveTextContent('It was changed since.');
    expect(named('Read a book')?.completedAt).not.toBeNull();
  });

  it('goes back to any change from a list that lasts', async () => {
    await openTasks();
    await userEvent.click(button('Delete Buy milk'));
    await isSaid('“Buy milk” deleted');
    await userEvent.click(box('Read'));
    await isSaid('“Read” completed');
    await userEvent.click(button('Recently changed'));
    const dialog = await screen.findByRole('dialog', { name: 'Recently changed' });
    const undo = await within(dialog).findByRole('button', { name: 'Undo: “Buy milk” deleted' });
    await userEvent.click(undo);
    await waitFor(() => expect(named('Buy milk')).toBeDefined());
    expect(await within(dialog).findByText('Undone')).toBeVisible();
    expect(named('Read')?.completedAt).not.toBeNull();
  });
});

describe('the keyboard', () => {
  it('makes the list one stop of the Tab key, and goes through it by arrows', async () => {
    await openTasks();
    box('Call Mara').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(box('Read')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    expect(button('Edit Buy milk')).toHaveFocus();
    const stops = screen
      .getAllByRole('checkbox')
      .filter((each) => each.getAttribute('tabindex') === '0');
    expect(stops).toEqual([box('Buy milk')]);
    await userEvent.keyboard('{End}{ArrowLeft}');
    expect(box('Read')).toHaveFocus();
  });

  it('deletes with Delete, and closes the gap at once', async () => {
    await openTasks();
    box('Buy milk').focus();
    await userEvent.keyboard('{Delete}');
    expect(titles()).toEqual(['Call Mara', 'Read']);
    expect(box('Read')).toHaveFocus();
    expect(screen.getByRole('list', { name: 'Tasks' }).children).toHaveLength(2);
  });

  it('leads to the fields and explains itself', async () => {
    await openTasks();
    box('Read').focus();
    await userEvent.keyboard('n');
    expect(quickAdd()).toHaveFocus();
    expect(quickAdd()).toHaveValue('');
    box('Read').focus();
    await userEvent.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    box('Read').focus();
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  });

  it('can do without single letters', async () => {
    await openTasks();
    await userEvent.click(button('Keyboard help'));
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Single letters are commands' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keyboard' })).toBeNull());
    box('Read').focus();
    await userEvent.keyboard('n');
    expect(box('Read')).toHaveFocus();
  });
});

it('isolates a title from the words around it', async () => {
  api = installFakeApi([task('شراء الحليب'), task('abc\u202edcb')]);
  await openTasks();
  const title = screen
    .getAllByText('شراء الحليب')
    .find((element) => element.tagName.toLowerCase() === 'bdi');
  expect(title).toHaveAttribute('dir', 'auto');
  expect(screen.getByText('abcdcb')).toBeInTheDocument();
});
