import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, box, button, isSaid, openTasks, titles } from '../testing/tasks-page.tsx';

let api: FakeApi;

const orderButton = () => screen.getByRole('button', { name: 'Order by hand' });
const row = (title: string) => box(title).closest<HTMLElement>('[data-task]');
const places = () => api.calls.filter(({ path }) => path.endsWith('/place'));

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks?view=inbox');
  api = installFakeApi([
    task('Call Mara', { position: 'a2', dueOn: '2000-01-01' }),
    task('Buy milk', { position: 'a0', dueOn: '2099-01-01' }),
    task('Read', { position: 'a1' }),
  ]);
});

afterAll(() => history.replaceState(null, '', '/'));

async function openByHand(): Promise<void> {
  await openTasks();
  await userEvent.click(orderButton());
}

describe('the order by hand', () => {
  it('is chosen for a list, and remembered for it alone', async () => {
    await openTasks();
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    await userEvent.click(orderButton());
    expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']);
    expect(orderButton()).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('link', { name: /^Tasks/u }));
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
    expect(screen.queryByRole('button', { name: 'Order by hand' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: /^Inbox/u }));
    expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']);
    await userEvent.click(orderButton());
    expect(titles()).toEqual(['Call Mara', 'Buy milk', 'Read']);
  });

  it('is that of the server where not all tasks are on the page', async () => {
    localStorage.setItem('taskora-by-hand', '?view=inbox');
    api.pageSize = 1;
    await openTasks();
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    await userEvent.click(button('Show more'));
    await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Read']));
  });
});

describe('moving by keyboard', () => {
  it('goes up and down, is shown at once, keeps the focus, and is undone', async () => {
    await openByHand();
    box('Read').focus();
    const release = api.hold();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(titles()).toEqual(['Buy milk', 'Call Mara', 'Read']);
    expect(box('Read')).toHaveFocus();
    expect(screen.getByText('Now 3 of 3')).toHaveAttribute('role', 'status');
    release();
    await isSaid('“Read” moved');
    expect(titles()).toEqual(['Buy milk', 'Call Mara', 'Read']);
    await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
    expect(titles()).toEqual(['Read', 'Buy milk', 'Call Mara']);
    await waitFor(() => expect(places()).toHaveLength(3));
    await waitFor(() =>
      expect(api.tasks.find(({ title }) => title === 'Read')?.position).toBe('0a0'),
    );
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']));
  });

  it('ends as it was wished last, whichever tasks were moved, and however long an answer takes', async () => {
    await openByHand();
    const release = api.hold();
    box('Buy milk').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    box('Call Mara').focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    box('Read').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    // It waits already, and what is wished of it now is beside where another one was put since.
    box('Call Mara').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    const wished = titles();
    const id = (title: string) => api.tasks.find((each) => each.title === title)?.id ?? '';
    // One that was sent while another is pending could be done first.
    expect(places().map(({ path }) => path)).toEqual([`/api/v1/tasks/${id('Buy milk')}/place`]);
    release();
    await waitFor(() => expect(places()).toHaveLength(4));
    expect(wished).toEqual(['Read', 'Call Mara', 'Buy milk']);
    await waitFor(() => {
      const stored = [...api.tasks].sort((a, b) =>
        (a.position ?? '') < (b.position ?? '') ? -1 : 1,
      );
      expect(stored.map(({ title }) => title)).toEqual(wished);
    });
    expect(titles()).toEqual(wished);
  });

  it('says where the list ends, and sends nothing', async () => {
    await openByHand();
    box('Buy milk').focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(screen.getByText('This is the first of its list.')).toHaveAttribute('role', 'status');
    expect(api.calls).toEqual([]);
  });

  it('offers the order by hand where tasks are in another one, and moves nothing', async () => {
    await openTasks();
    box('Read').focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await isSaid('The tasks here are in the order of their days.');
    expect(api.calls).toEqual([]);
    const [, offered] = screen.getAllByRole('button', { name: 'Order by hand' });
    if (!offered) throw new Error('the order is not offered');
    await userEvent.click(offered);
    expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']);
  });

  it('goes back, and says so, where it failed', async () => {
    await openByHand();
    api.failure = away;
    box('Read').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Read” was not moved.');
    expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']);
    api.failure = undefined;
    await userEvent.click(button('Try again'));
    await waitFor(() => expect(titles()).toEqual(['Buy milk', 'Call Mara', 'Read']));
  });
});

describe('moving by pointer', () => {
  it('needs no dragging: a press takes the task, the next one puts it', async () => {
    await openByHand();
    await userEvent.click(button('Move Buy milk'));
    expect(button('Leave Buy milk where it is')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(button('Put it at Read'));
    await isSaid('“Buy milk” moved');
    expect(titles()).toEqual(['Read', 'Buy milk', 'Call Mara']);
    await userEvent.click(button('Move Read'));
    await userEvent.keyboard('{Escape}');
    expect(button('Move Read')).toHaveAttribute('aria-pressed', 'false');
    expect(places()).toHaveLength(1);
  });

  it('stays taken, and says why, at a task of another list', async () => {
    const [milk] = api.tasks.filter(({ title }) => title === 'Buy milk');
    api.tasks.push(task('Find the bag', { position: 'a15', parentId: milk?.id ?? null }));
    await openByHand();
    await userEvent.click(button('Move Read'));
    expect(screen.queryByRole('button', { name: 'Put it at Find the bag' })).toBeNull();
    await userEvent.click(button('Find the bag is of another list'));
    expect(screen.getByText('It can only be put beside tasks of its own list.')).toHaveAttribute(
      'role',
      'status',
    );
    expect(places()).toEqual([]);
    expect(button('Leave Read where it is')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(button('Put it at Buy milk'));
    await isSaid('“Read” moved');
  });

  it('drags a row between two others, which show where it comes', async () => {
    await openByHand();
    // The part that drags is there.
    await waitFor(async () => {
      fireEvent.pointerDown(button('Move Call Mara'), { button: 0, pointerId: 1, clientY: 90 });
      Object.assign(document, { elementFromPoint: () => row('Buy milk') });
      fireEvent.pointerMove(document, { pointerId: 1, clientY: 10 });
      expect(row('Buy milk')).toHaveAttribute('data-drop');
    });
    fireEvent.pointerUp(document, { pointerId: 1, clientY: 10 });
    expect(row('Buy milk')).not.toHaveAttribute('data-drop');
    await isSaid('“Call Mara” moved');
    expect(places()).toHaveLength(1);
    expect(places()[0]?.body).toEqual({
      afterId: api.tasks.find(({ title }) => title === 'Buy milk')?.id,
    });
  });

  it('drops nothing with Escape, and takes a press that hardly moves for a press', async () => {
    await openByHand();
    Object.assign(document, { elementFromPoint: () => row('Buy milk') });
    await waitFor(() => {
      fireEvent.pointerDown(button('Move Call Mara'), { button: 0, pointerId: 1, clientY: 90 });
      fireEvent.pointerMove(document, { pointerId: 1, clientY: 10 });
      expect(row('Buy milk')).toHaveAttribute('data-drop');
    });
    fireEvent.keyDown(document, { key: 'Escape' });
    // The pointer is released a while later, and the browser takes that for a press.
    await new Promise((resolve) => setTimeout(resolve));
    fireEvent.pointerUp(document, { pointerId: 1, clientY: 10 });
    fireEvent.click(button('Move Call Mara'));
    expect(button('Move Call Mara')).toHaveAttribute('aria-pressed', 'false');
    fireEvent.pointerDown(button('Move Call Mara'), { button: 0, pointerId: 2, clientY: 90 });
    fireEvent.pointerMove(document, { pointerId: 2, clientY: 91 });
    fireEvent.pointerUp(document, { pointerId: 2, clientY: 91 });
    expect(row('Buy milk')).not.toHaveAttribute('data-drop');
    expect(places()).toEqual([]);
  });
});
