import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, button, isSaid, notifyOtherTabs, openTasks } from '../testing/tasks-page.tsx';

let api: FakeApi;
let close: () => void;

const subtasks = () => screen.getByRole('region', { name: 'Subtasks' });
const subtaskField = () => screen.getByRole('textbox', { name: 'Add a subtask' });
const commentField = () => screen.getByRole('textbox', { name: 'Add a comment' });
const named = (title: string) => api.tasks.find((each) => each.title === title);
const subtaskTitles = () =>
  within(subtasks())
    .queryAllByRole<HTMLInputElement>('checkbox')
    .map((each) => (each.labels?.[0]?.textContent ?? '').replace('Complete ', ''));

beforeEach(async () => {
  sessionStorage.clear();
  const move = task('Move house', { projectId: 'flat' });
  api = installFakeApi([move, task('Pack the books', { parentId: move.id }), task('Read')]);
  close = await openTasks();
  await userEvent.click(button('Edit Move house'));
  await screen.findByRole('region', { name: 'Subtasks' });
  await waitFor(() => expect(subtaskTitles()).toEqual(['Pack the books']));
});

describe('subtasks', () => {
  it('are added one after the other, beside the form that stays open', async () => {
    await userEvent.type(subtaskField(), 'Order a van{Enter}Cancel the gas{Enter}');
    await waitFor(() =>
      expect([...subtaskTitles()].sort()).toEqual([
        'Cancel the gas',
        'Order a van',
        'Pack the books',
      ]),
    );
    await waitFor(() => expect(named('Cancel the gas')).toBeDefined());
    const move = named('Move house');
    expect(named('Order a van')).toMatchObject({ parentId: move?.id, projectId: 'flat' });
    expect(subtaskField()).toHaveFocus();
    expect(screen.getByRole('textbox', { name: 'Title' })).toBeVisible();
    await isSaid('“Cancel the gas” added');
  });

  it('are shown page by page where they are many', async () => {
    const parentId = named('Move house')?.id ?? null;
    api.tasks.push(task('Order a van', { parentId }), task('Cancel the gas', { parentId }));
    api.pageSize = 2;
    close();
    await openTasks();
    await waitFor(() => expect(subtaskTitles()).toHaveLength(2));
    const more = await screen.findByRole('button', { name: 'Show more subtasks' });
    api.unreadable = /tasks$/u;
    await userEvent.click(more);
    const alert = await screen.findByRole('alert', undefined, { timeout: 5_000 });
    expect(alert).toHaveTextContent('No more subtasks could be loaded.');
    expect(subtaskTitles()).toHaveLength(2);
    api.unreadable = undefined;
    await userEvent.click(more);
    await waitFor(() =>
      expect([...subtaskTitles()].sort()).toEqual([
        'Cancel the gas',
        'Order a van',
        'Pack the books',
      ]),
    );
    await waitFor(() => expect(subtaskField()).toHaveFocus());
    expect(more).not.toBeInTheDocument();
    await userEvent.type(subtaskField(), 'Call the bank{Enter}');
    await waitFor(() => expect(subtaskTitles()).toContain('Call the bank'));
  });

  it('are ticked, and that is undone', async () => {
    await userEvent.click(
      within(subtasks()).getByRole('checkbox', { name: 'Complete Pack the books' }),
    );
    await isSaid('“Pack the books” completed');
    expect(named('Pack the books')?.completedAt).not.toBeNull();
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(named('Pack the books')?.completedAt).toBeNull());
  });

  it('are renamed in their place', async () => {
    await userEvent.click(button('Rename Pack the books'));
    const field = screen.getByRole('textbox', { name: 'New title of Pack the books' });
    expect(field).toHaveFocus();
    await userEvent.clear(field);
    await userEvent.type(field, 'Pack all books{Enter}');
    await isSaid('“Pack all books” changed');
    expect(subtaskTitles()).toEqual(['Pack all books']);
    expect(button('Rename Pack all books')).toHaveFocus();
  });

  it('keep the title of another device when theirs is saved unchanged', async () => {
    await userEvent.click(button('Rename Pack the books'));
    const known = named('Pack the books');
    if (!known) throw new Error('there is no such subtask');
    api.store.change('changed', known, { ...known, title: 'Pack in boxes', version: 2 });
    notifyOtherTabs();
    const field = await screen.findByRole('textbox', { name: 'New title of Pack in boxes' });
    await userEvent.type(field, '{Enter}');
    await waitFor(() => expect(button('Rename Pack in boxes')).toHaveFocus());
    expect(api.calls).toEqual([]);
  });

  it('are deleted, and the focus goes to the field', async () => {
    await userEvent.click(
      within(subtasks()).getByRole('button', { name: 'Delete Pack the books' }),
    );
    await waitFor(() => expect(subtaskTitles()).toEqual([]));
    expect(subtaskField()).toHaveFocus();
    await isSaid('“Pack the books” deleted');
  });

  it('say when they are not added, and are added on request', async () => {
    api.failure = away;
    await userEvent.type(subtaskField(), 'Order a van{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Order a van” was not added.');
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(subtaskTitles()).toContain('Order a van'));
    expect(named('Order a van')?.parentId).toBe(named('Move house')?.id);
  });

  it('are renamed beside their own form, which goes on from that', async () => {
    await userEvent.click(button('Edit Pack the books'));
    const form = await screen.findByRole('form', { name: 'Edit Pack the books' });
    const title = within(form).getByRole('textbox', { name: 'Title' });
    const rename = async (before: string, after: string) => {
      await userEvent.click(button(`Rename ${before}`));
      const field = screen.getByRole('textbox', { name: `New title of ${before}` });
      await userEvent.clear(field);
      await userEvent.type(field, `${after}{Enter}`);
      await waitFor(() => expect(named(after)).toBeDefined());
    };
    await rename('Pack the books', 'Pack all books');
    await waitFor(() => expect(title).toHaveValue('Pack all books'));
    await userEvent.type(title, ' well');
    await rename('Pack all books', 'Pack books');
    await isSaid('“Pack books” changed');
    await userEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(named('Pack all books well')).toBeDefined());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('become tasks of their own when they were deleted with what they are part of', async () => {
    await userEvent.click(button('Cancel'));
    await userEvent.click(button('Edit Pack the books'));
    const title = await screen.findByRole('textbox', { name: 'Title' });
    api.tasks = api.tasks.filter((each) => each.title === 'Read');
    await userEvent.type(title, ' well{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Add as new task' }));
    await waitFor(() => expect(named('Pack the books well')?.parentId).toBeNull());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leave the form to the second Escape', async () => {
    await userEvent.type(subtaskField(), 'Order{Escape}');
    expect(subtaskField()).toHaveValue('');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Subtasks' })).not.toBeInTheDocument();
    expect(button('Edit Move house')).toHaveFocus();
  });
});

describe('comments', () => {
  it('are listed and added', async () => {
    await userEvent.type(commentField(), 'The van is booked.');
    await userEvent.click(button('Add comment'));
    const comments = await screen.findByRole('list', { name: 'Comments' });
    expect(comments).toHaveTextContent('The van is booked.');
    expect(commentField()).toHaveValue('');
  });

  it('stay in their field when they were not added, also through a reload', async () => {
    api.failure = away;
    await userEvent.type(commentField(), 'The van is booked.');
    await userEvent.click(button('Add comment'));
    expect(await screen.findByRole('alert')).toHaveTextContent('The comment was not added.');
    close();
    await openTasks();
    expect(await screen.findByRole('textbox', { name: 'Add a comment' })).toHaveValue(
      'The van is booked.',
    );
  });

  it('are there once, although the answer was lost', async () => {
    api.lostAnswers = 1;
    await userEvent.type(commentField(), 'The van is booked.');
    await userEvent.click(button('Add comment'));
    await screen.findByRole('list', { name: 'Comments' });
    expect(api.comments).toHaveLength(1);
  });

  it('are there once, although they are sent again from a form that was opened again', async () => {
    api.lostAnswers = 2;
    await userEvent.type(commentField(), 'The van is booked.');
    await userEvent.click(button('Add comment'));
    await screen.findByRole('alert');
    close();
    await openTasks();
    await userEvent.click(await screen.findByRole('button', { name: 'Add comment' }));
    await screen.findByRole('list', { name: 'Comments' });
    await waitFor(() => expect(commentField()).toHaveValue(''));
    expect(api.comments).toHaveLength(1);
  });

  it('are undone in their turn, by keyboard too', async () => {
    await userEvent.click(
      within(subtasks()).getByRole('checkbox', { name: 'Complete Pack the books' }),
    );
    await isSaid('“Pack the books” completed');
    await userEvent.type(commentField(), 'The van is booked.');
    await userEvent.click(button('Add comment'));
    await isSaid('“Move house” changed');
    await screen.findByRole('list', { name: 'Comments' });
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() =>
      expect(screen.queryByRole('list', { name: 'Comments' })).not.toBeInTheDocument(),
    );
    expect(api.comments).toEqual([]);
    expect(named('Pack the books')?.completedAt).not.toBeNull();
  });

  it('leave in their field what is written while they are being added', async () => {
    await userEvent.type(commentField(), 'The van is booked.');
    const release = api.hold();
    await userEvent.click(button('Add comment'));
    await userEvent.type(commentField(), ' It comes at nine.');
    release();
    await screen.findByRole('list', { name: 'Comments' });
    expect(api.comments.map((each) => each.text)).toEqual(['The van is booked.']);
    await waitFor(() => expect(commentField()).toHaveValue('It comes at nine.'));
  });

  const said = () => screen.getByRole('list', { name: 'Comments' });
  const add = async (text: string) => {
    await userEvent.type(commentField(), text);
    await userEvent.click(button('Add comment'));
    await waitFor(() => expect(said()).toHaveTextContent(text.replaceAll('*', '')));
  };

  it('say who has written them, and let one change one’s own alone', async () => {
    const createdAt = '2026-01-01T00:00:00Z';
    const by = (authorId: string, text: string) => ({
      ...{ id: authorId, spaceId: 'shared', taskId: 'task', authorId, createdAt, editedAt: null },
      text,
    });
    api.comments = [by('ada', 'Mine.'), by('bob', 'His.'), by('cleo', 'Hers.')];
    api.members = [{ memberId: 'bob', name: 'Bob', role: 'editor', joinedAt: createdAt }];
    close();
    await openTasks();
    await waitFor(() => expect(screen.getByText('His.').closest('li')).toHaveTextContent('Bob'));
    expect(screen.getByText('Mine.').closest('li')).toHaveTextContent('You');
    expect(screen.getByText('Hers.').closest('li')).toHaveTextContent('A former member');
    expect(
      within(said())
        .getAllByRole('button')
        .map((each) => each.title),
    ).toEqual(['Change the comment Mine.', 'Delete the comment Mine.']);
  });

  it('are changed in their place, and that is undone', async () => {
    await add('The van is booked.');
    await userEvent.click(button('Change the comment The van is booked.'));
    const field = screen.getByRole('textbox', { name: 'Change the comment' });
    expect(field).toHaveFocus();
    await userEvent.type(field, ' It comes at nine.');
    await userEvent.click(button('Save comment'));
    const changed = 'The van is booked. It comes at nine.';
    await waitFor(() => expect(button(`Change the comment ${changed}`)).toHaveFocus());
    expect(api.comments.map(({ text }) => text)).toEqual([changed]);
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(said()).not.toHaveTextContent('nine'));
    expect(said()).toHaveTextContent('The van is booked.');
  });

  it('leave in their field what is written while they are being changed', async () => {
    await add('The van is booked.');
    await userEvent.click(button('Change the comment The van is booked.'));
    const field = screen.getByRole('textbox', { name: 'Change the comment' });
    await userEvent.type(field, ' At nine.');
    const release = api.hold();
    await userEvent.click(button('Save comment'));
    await userEvent.type(field, ' Or ten.');
    release();
    await waitFor(() => expect(api.comments[0]?.text).toBe('The van is booked. At nine.'));
    await waitFor(() => expect(button('Save comment')).not.toHaveAttribute('aria-busy'));
    expect(field).toHaveValue('The van is booked. At nine. Or ten.');
    await userEvent.click(button('Save comment'));
    await waitFor(() => expect(api.comments[0]?.text).toMatch(/Or ten\.$/u));
  });

  it('are deleted, and that is undone', async () => {
    await add('The van is booked.');
    await userEvent.click(button('Delete the comment The van is booked.'));
    await waitFor(() => expect(api.comments).toEqual([]));
    await waitFor(() =>
      expect(screen.queryByRole('list', { name: 'Comments' })).not.toBeInTheDocument(),
    );
    expect(commentField()).toHaveFocus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(said()).toHaveTextContent('The van is booked.'));
  });

  it('stay in their field when they were not changed, also through a reload', async () => {
    await add('The van is booked.');
    await userEvent.click(button('Change the comment The van is booked.'));
    const field = () => screen.findByRole('textbox', { name: 'Change the comment' });
    await userEvent.type(await field(), ' At nine.');
    api.failure = away;
    await userEvent.click(button('Save comment'));
    expect(await screen.findByRole('alert')).toHaveTextContent('The comment was not changed.');
    close();
    await openTasks();
    expect(await field()).toHaveValue('The van is booked. At nine.');
  });

  describe('that are changed in two windows', () => {
    const elsewhere = (text: string) => {
      api.comments = api.comments.map((each) => ({
        ...each,
        text,
        editedAt: '2099-01-01T00:00:00Z',
      }));
    };
    async function changeBehind(text: string): Promise<HTMLElement> {
      await add('The van is booked.');
      await userEvent.click(button('Change the comment The van is booked.'));
      const field = screen.getByRole('textbox', { name: 'Change the comment' });
      await userEvent.type(field, ' At nine.');
      elsewhere(text);
      await userEvent.click(button('Save comment'));
      return field;
    }

    it('keep both texts, and are not overwritten before one is chosen', async () => {
      const field = await changeBehind('No van.');
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('changed elsewhere meanwhile');
      expect(alert).toHaveTextContent('There: “No van.”');
      expect(field).toHaveValue('The van is booked. At nine.');
      expect(api.comments[0]?.text).toBe('No van.');
      await userEvent.click(button('Keep mine'));
      await waitFor(() => expect(api.comments[0]?.text).toBe('The van is booked. At nine.'));
      await waitFor(() => expect(field).not.toBeInTheDocument());
    });

    it('leave the other one there where that is taken', async () => {
      const field = await changeBehind('No van.');
      await screen.findByRole('alert');
      await userEvent.click(button('Take the other'));
      expect(field).not.toBeInTheDocument();
      await waitFor(() => expect(said()).toHaveTextContent('No van.'));
      expect(api.comments[0]?.text).toBe('No van.');
    });

    it('are saved where both say the same', async () => {
      const field = await changeBehind('The van is booked. At nine.');
      await waitFor(() => expect(field).not.toBeInTheDocument());
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
  });

  it('are shown as Markdown', async () => {
    await add('A **van** from https://vans.example/1');
    expect(within(said()).getByText('van').tagName).toBe('STRONG');
    expect(within(said()).getByRole('link')).toHaveAttribute('href', 'https://vans.example/1');
  });

  it('become new ones on request when they were deleted while they were changed', async () => {
    await add('The van is booked.');
    await userEvent.click(button('Change the comment The van is booked.'));
    const field = screen.getByRole('textbox', { name: 'Change the comment' });
    await userEvent.type(field, ' At nine.');
    api.comments = [];
    await userEvent.click(button('Save comment'));
    expect(await screen.findByRole('alert')).toHaveTextContent('deleted elsewhere');
    await userEvent.click(button('Add as new comment'));
    await waitFor(() =>
      expect(api.comments.map(({ text }) => text)).toEqual(['The van is booked. At nine.']),
    );
    await waitFor(() => expect(field).not.toBeInTheDocument());
  });
});
