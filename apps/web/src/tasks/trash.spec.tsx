import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import {
  away,
  button,
  isSaid,
  notifyOtherTabs,
  openTasks,
  titles,
} from '../testing/tasks-page.tsx';

let api: FakeApi;

const named = (title: string) => api.tasks.find((each) => each.title === title);
const list = () => screen.findByRole('list', { name: 'Deleted tasks' });
const link = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Views' })).getByRole('link', { name });

function deleteTask(title: string): void {
  const known = named(title);
  if (!known) throw new Error(`there is no task ${title}`);
  api.store.change('deleted', known, null);
}

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks?view=trash');
  api = installFakeApi([task('Call Mara'), task('Buy milk'), task('Read')]);
  deleteTask('Read');
  deleteTask('Buy milk');
});

afterAll(() => history.replaceState(null, '', '/'));

describe('the trash', () => {
  it('lists what was deleted, the latest first, with the day on which it goes', async () => {
    const deletedAt = '2026-11-10T12:00:00Z';
    api.store.trash = api.store.trash.map((each) => ({ ...each, deletedAt }));
    await openTasks();
    const [first, second] = within(await list()).getAllByRole('listitem');
    expect(first).toHaveTextContent('Buy milk');
    expect(first).toHaveTextContent(/Deleted Tue,? 10 Nov · gone for ever on Thu,? 10 Dec/u);
    expect(second).toHaveTextContent('Read');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Trash');
    expect(link(/^Trash/u)).toHaveAttribute('aria-current', 'page');
    // Nothing of what is not deleted.
    expect(titles()).toEqual([]);
  });

  it('gives a task back with its id, and takes that back by the same undo', async () => {
    const id = api.store.trash[0]?.task.id;
    await openTasks();
    await list();
    await userEvent.click(button('Restore Buy milk'));
    await isSaid('“Buy milk” restored');
    expect(named('Buy milk')?.id).toBe(id);
    expect(screen.queryByRole('button', { name: 'Restore Buy milk' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}z{/Control}');
    await isSaid('Undone: “Buy milk” restored');
    expect(await screen.findByRole('button', { name: 'Restore Buy milk' })).toBeVisible();
    expect(named('Buy milk')).toBeUndefined();
  });

  it('shows what was restored among the tasks, without loading them again', async () => {
    await openTasks();
    await list();
    await userEvent.click(button('Restore Read'));
    await isSaid('“Read” restored');
    await userEvent.click(link(/^Tasks/u));
    expect(titles()).toEqual(['Read', 'Call Mara']);
  });

  it('is gone through by the keys of a list, and keeps the focus', async () => {
    await openTasks();
    await list();
    button('Restore Buy milk').focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(button('Restore Read')).toHaveFocus();
    expect(button('Restore Buy milk')).toHaveAttribute('tabindex', '-1');
    await userEvent.keyboard('{Enter}');
    await isSaid('“Read” restored');
    expect(button('Restore Buy milk')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await isSaid('“Buy milk” restored');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(await screen.findByText('The trash is empty')).toBeVisible();
  });

  it('restores one task for a double click, and for a key that is held', async () => {
    await openTasks();
    await list();
    fireEvent.click(button('Restore Buy milk'), { detail: 1 });
    // The row below has come under the pointer.
    fireEvent.click(button('Restore Read'), { detail: 2 });
    await isSaid('“Buy milk” restored');
    expect(named('Read')).toBeUndefined();
    deleteTask('Call Mara');
    act(notifyOtherTabs);
    const next = await screen.findByRole('button', { name: 'Restore Call Mara' });
    next.focus();
    await userEvent.keyboard('{Enter>3/}');
    await isSaid('“Call Mara” restored');
    expect(button('Restore Read')).toHaveFocus();
    expect(named('Read')).toBeUndefined();
  });

  it('says what was not restored, keeps it, and restores it on request', async () => {
    await openTasks();
    await list();
    api.failure = away;
    await userEvent.click(button('Restore Read'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Read” was not restored.');
    expect(await screen.findByRole('button', { name: 'Restore Read' })).toBeVisible();
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(named('Read')).toBeDefined());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('restores once, although the answer was lost', async () => {
    await openTasks();
    await list();
    api.lostAnswers = 1;
    await userEvent.click(button('Restore Read'));
    await isSaid('“Read” restored');
    expect(api.tasks.filter(({ title }) => title === 'Read')).toHaveLength(1);
  });

  it('follows what is deleted and restored elsewhere', async () => {
    await openTasks();
    await list();
    act(() => {
      api.store.restore(api.store.trash[0]?.task.id);
      deleteTask('Call Mara');
      notifyOtherTabs();
    });
    expect(await screen.findByRole('button', { name: 'Restore Call Mara' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Restore Buy milk' })).not.toBeInTheDocument();
  });

  it('shows more on request', async () => {
    api.pageSize = 1;
    await openTasks();
    await list();
    expect(screen.queryByRole('button', { name: 'Restore Read' })).not.toBeInTheDocument();
    await userEvent.click(button('Show more'));
    expect(await screen.findByRole('button', { name: 'Restore Read' })).toBeVisible();
  });

  it('says that it is empty, and what comes there', async () => {
    api.store.trash = [];
    await openTasks();
    expect(await screen.findByText('The trash is empty')).toBeVisible();
    expect(screen.getByText(/is kept here for 30 days/u)).toBeVisible();
  });

  it('gives way to a search, which is among all tasks', async () => {
    await openTasks();
    await list();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'mara');
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
    expect(screen.queryByRole('list', { name: 'Deleted tasks' })).not.toBeInTheDocument();
  });
});
