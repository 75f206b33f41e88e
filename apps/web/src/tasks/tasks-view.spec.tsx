import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { TasksView } from './tasks-view.tsx';

const away = { status: 503, detail: 'The database does not answer.' };

async function open(): Promise<void> {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <TasksView />
      </ApiProvider>
    </UiProvider>,
  );
  await waitFor(() => expect(screen.queryByText('Loading tasks')).not.toBeInTheDocument());
}

function titles(): string[] {
  const list = screen.queryByRole('list', { name: 'Tasks' });
  if (list === null) return [];
  const boxes = within(list).getAllByRole<HTMLInputElement>('checkbox');
  return boxes.map((box) => (box.labels?.[0]?.textContent ?? '').replace('Complete ', ''));
}

const box = (title: string) => screen.getByRole('checkbox', { name: `Complete ${title}` });
const button = (name: string) => screen.getByRole('button', { name });
const quickAdd = () => screen.getByRole('textbox', { name: 'Add a task' });

async function type(text: string): Promise<void> {
  await userEvent.type(quickAdd(), text);
}

describe('adding a task', () => {
  let api: FakeApi;

  beforeEach(() => {
    api = installFakeApi();
  });

  it('invites to the first one when there is none', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    expect(screen.queryByRole('list', { name: 'Tasks' })).not.toBeInTheDocument();
  });

  it('shows it before the server has answered, and empties the field', async () => {
    await open();
    const release = api.hold();
    await type('Buy milk{Enter}');
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    expect(quickAdd()).toHaveValue('');
    expect(quickAdd()).toHaveFocus();
    expect(box('Buy milk')).toBeDisabled();
    release();
    await waitFor(() => expect(box('Buy milk')).toBeEnabled());
    expect(titles()).toEqual(['Buy milk']);
  });

  it('uses what the server understood of the line', async () => {
    await open();
    await type('Buy milk tomorrow{Enter}');
    await waitFor(() => expect(api.tasks).toHaveLength(1));
    expect(api.calls[0]?.body).toEqual({ title: 'Buy milk', dueOn: '2099-05-04' });
    expect(await screen.findByText('4 May 2099')).toHaveAttribute('datetime', '2099-05-04');
  });

  it('shows while typing which day is understood', async () => {
    await open();
    await type('Buy milk tomorrow');
    await waitFor(() =>
      expect(screen.getAllByText('4 May 2099')[0]).toHaveAttribute('datetime', '2099-05-04'),
    );
    expect(api.calls).toEqual([]);
  });

  it('gives the line back when it was not added, and says so', async () => {
    await open();
    api.failure = away;
    await type('Buy milk tomorrow{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Buy milk” was not added.');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(quickAdd()).toHaveValue('Buy milk tomorrow');
    expect(titles()).toEqual([]);
  });

  it('gives the line back without a connection, and says so', async () => {
    await open();
    api.offline = true;
    window.dispatchEvent(new Event('offline'));
    try {
      await type('Buy milk tomorrow{Enter}');
      expect(await screen.findByRole('alert')).toHaveTextContent(
        '“Buy milk tomorrow”: The server could not be reached.',
      );
      expect(quickAdd()).toHaveValue('Buy milk tomorrow');
    } finally {
      window.dispatchEvent(new Event('online'));
    }
  });

  it('keeps a second task that is typed while the first is still being understood', async () => {
    await open();
    const release = api.holdParse();
    await type('Buy milk{Enter}');
    await type('Call Mara{Enter}');
    release();
    await waitFor(() => expect(titles()).toHaveLength(2));
    await waitFor(() =>
      expect(api.tasks.map((each) => each.title).sort()).toEqual(['Buy milk', 'Call Mara']),
    );
  });

  it('adds what is sent while the preview still asks for its meaning', async () => {
    await open();
    const release = api.holdParse();
    await type('Buy milk');
    await waitFor(() => expect(api.parsed).toEqual(['Buy milk']));
    await type('{Enter}Call Mara');
    await waitFor(() => expect(api.parsed).toEqual(['Buy milk', 'Call Mara']));
    release();
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(quickAdd()).toHaveValue('Call Mara');
  });

  it('does nothing with an empty line', async () => {
    await open();
    await type('   {Enter}');
    expect(api.calls).toEqual([]);
  });
});

describe('changing tasks', () => {
  let api: FakeApi;

  beforeEach(() => {
    api = installFakeApi([
      task('Call Mara', { dueOn: '2000-01-01' }),
      task('Buy milk', { dueOn: '2099-01-01' }),
      task('Read'),
    ]);
  });

  it('shows them as a list in order, and says what is overdue', async () => {
    await open();
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    expect(screen.getByText(/1 overdue/)).toBeVisible();
    const [first] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('overdue');
  });

  it('completes at once, moves the task down and keeps the focus on it', async () => {
    await open();
    const release = api.hold();
    await userEvent.click(box('Call Mara'));
    await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']));
    expect(box('Call Mara')).toBeChecked();
    expect(box('Call Mara')).toHaveFocus();
    release();
    await waitFor(() => expect(api.tasks[0]?.completedAt).not.toBeNull());
  });

  it('takes back a completion that failed, says so, and tries again on request', async () => {
    await open();
    api.failure = away;
    await userEvent.click(box('Call Mara'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Call Mara” was not changed.');
    expect(box('Call Mara')).not.toBeChecked();
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(box('Call Mara')).toBeChecked());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Tasks' })).toHaveFocus();
  });

  it('takes back only what failed when two changes are under way', async () => {
    await open();
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

  it('sends somebody whose session ended to sign in', async () => {
    await open();
    api.failure = { status: 401, detail: 'You are signed out.' };
    await userEvent.click(box('Read'));
    const alert = await screen.findByRole('alert');
    const link = within(alert).getByRole('link', { name: 'Sign in' });
    expect(link).toHaveAttribute('href', '/sign-in');
  });
});

describe('editing a task', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = installFakeApi([task('Buy milk', { dueOn: '2099-01-01' }), task('Read')]);
    await open();
    await userEvent.click(button('Edit Buy milk'));
  });

  it('starts in the title, saves with Enter, and returns the focus', async () => {
    const title = screen.getByRole('textbox', { name: 'Title' });
    expect(title).toHaveFocus();
    await userEvent.clear(title);
    await userEvent.type(title, 'Buy oat milk{Enter}');
    expect(titles()).toEqual(['Buy oat milk', 'Read']);
    expect(button('Edit Buy oat milk')).toHaveFocus();
    await waitFor(() => expect(api.tasks[0]?.title).toBe('Buy oat milk'));
    expect(api.calls[0]?.body).toEqual({ title: 'Buy oat milk' });
  });

  it('removes the due date when it is emptied', async () => {
    await userEvent.clear(screen.getByLabelText('Due date'));
    await userEvent.click(button('Save'));
    await waitFor(() => expect(api.calls[0]?.body).toEqual({ dueOn: null }));
  });

  it('changes nothing with Escape, from a field or from a button', async () => {
    await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), ' now{Escape}');
    expect(titles()).toEqual(['Buy milk', 'Read']);
    expect(button('Edit Buy milk')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    button('Cancel').focus();
    await userEvent.keyboard('{Escape}');
    expect(button('Edit Buy milk')).toHaveFocus();
    expect(api.calls).toEqual([]);
  });

  it('asks for a title instead of saving an empty one', async () => {
    await userEvent.clear(screen.getByRole('textbox', { name: 'Title' }));
    await userEvent.click(button('Save'));
    const title = screen.getByRole('textbox', { name: 'Title' });
    expect(title).toHaveFocus();
    expect(title).toHaveAccessibleDescription(/needs a title/);
    expect(api.calls).toEqual([]);
  });

  it('shows the old title again when the new one was not saved', async () => {
    api.failure = away;
    await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), ' now{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('“Buy milk” was not changed.');
    expect(titles()).toEqual(['Buy milk', 'Read']);
  });
});

describe('deleting a task', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = installFakeApi([
      task('First', { dueOn: '2099-01-01' }),
      task('Second', { dueOn: '2099-01-02' }),
    ]);
    await open();
  });

  it('moves the focus to the next task, then to the one before, then to the field', async () => {
    await userEvent.click(button('Delete First'));
    expect(titles()).toEqual(['Second']);
    expect(box('Second')).toHaveFocus();
    await userEvent.click(button('Delete Second'));
    expect(titles()).toEqual([]);
    expect(quickAdd()).toHaveFocus();
    await waitFor(() => expect(api.tasks).toEqual([]));
  });

  it('can be undone', async () => {
    await userEvent.click(button('Delete Second'));
    expect(box('First')).toHaveFocus();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(titles()).toEqual(['First', 'Second']));
    expect(api.tasks.map((each) => each.dueOn)).toEqual(['2099-01-01', '2099-01-02']);
  });

  it('brings the task back to its place when it failed, and says so', async () => {
    api.failure = away;
    await userEvent.click(button('Delete First'));
    expect(await screen.findByRole('alert')).toHaveTextContent('“First” was not deleted.');
    expect(titles()).toEqual(['First', 'Second']);
  });
});
