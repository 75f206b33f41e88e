import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { member, ownSpace, space } from '../testing/fake-spaces.ts';
import { box, button, isSaid, openTasks, quickAdd, titles } from '../testing/tasks-page.tsx';

const family = space('Family');
const team = space('The team');
let api: FakeApi;

const rowOf = (title: string) => box(title).closest('li');
const views = () => screen.getByRole('navigation', { name: 'Views' });
const go = (name: RegExp) => userEvent.click(within(views()).getByRole('link', { name }));
const assignee = () => screen.findByRole('combobox', { name: 'Assigned to' });
const called = (method: string) => api.calls.filter((each) => each.method === method);

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/tasks');
  api = installFakeApi([
    task('Water the plants', { spaceId: family.id, assigneeId: 'bob' }),
    task('Feed the cat', { spaceId: family.id, assigneeId: 'ada' }),
    task('Wash the car', { spaceId: family.id, assigneeId: 'carol' }),
    task('Read', { spaceId: ownSpace.id }),
  ]);
  api.spaces = [ownSpace, family, team];
  api.members = [member('ada', 'Ada', 'owner'), member('bob', 'Bob', 'editor')];
});

describe('a task of a shared space', () => {
  it('says in its row whose it is', async () => {
    await openTasks();
    await waitFor(() => expect(rowOf('Water the plants')).toHaveTextContent('Assigned to Bob'));
    expect(rowOf('Feed the cat')).toHaveTextContent('Assigned to You');
    expect(rowOf('Wash the car')).toHaveTextContent('Assigned to A former member');
    expect(rowOf('Read')).not.toHaveTextContent('Assigned');
  });

  it('is assigned in its form to one of the members, or to nobody', async () => {
    await openTasks();
    await userEvent.click(button('Edit Feed the cat'));
    await screen.findByRole('option', { name: 'Bob' });
    await userEvent.selectOptions(await assignee(), 'Bob');
    await userEvent.click(button('Save'));
    await isSaid('“Feed the cat” changed');
    expect(called('PATCH').at(-1)?.body).toEqual({ assigneeId: 'bob' });
    expect(rowOf('Feed the cat')).toHaveTextContent('Assigned to Bob');
    await userEvent.click(button('Edit Feed the cat'));
    await userEvent.selectOptions(await assignee(), 'Nobody');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(rowOf('Feed the cat')).not.toHaveTextContent('Assigned'));
    expect(called('PATCH').at(-1)?.body).toEqual({ assigneeId: null });
  });

  it('keeps whom it is assigned to where its form is about something else', async () => {
    await openTasks();
    await userEvent.click(button('Edit Wash the car'));
    expect(await assignee()).toHaveValue('carol');
    await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), 'x');
    await userEvent.click(button('Save'));
    await isSaid('“Wash the car” changed');
    expect(called('PATCH').at(-1)?.body).toEqual({ notes: 'x' });
  });

  it('is in the view of what is assigned to oneself, and in that of its space', async () => {
    await openTasks();
    await within(views()).findByRole('link', { name: /^Assigned to you/u });
    await go(/^Assigned to you/u);
    expect(titles()).toEqual(['Feed the cat']);
    await go(/^Family/u);
    expect(screen.getByRole('heading', { level: 1, name: 'Family' })).toBeVisible();
    expect(titles()).toHaveLength(3);
    await go(/^The team/u);
    expect(screen.getByText(/is added to this space, and all its members see it/u)).toBeVisible();
  });

  it('is written in the view of its space, in a project of that', async () => {
    await openTasks();
    await within(views()).findByRole('link', { name: /^Family/u });
    await go(/^Family/u);
    await userEvent.type(quickAdd(), 'Sweep #home{Enter}');
    await isSaid('“Sweep” added');
    const [project, added] = called('POST');
    expect(project?.body).toEqual({ name: 'home', spaceId: family.id });
    expect(added?.path).toBe('/api/v1/tasks');
    await userEvent.type(quickAdd(), 'Dust{Enter}');
    await isSaid('“Dust” added');
    expect(called('POST').at(-1)?.body).toMatchObject({ title: 'Dust', spaceId: family.id });
  });
});

describe('a task of one’s own', () => {
  it('is assigned to nobody', async () => {
    await openTasks();
    await userEvent.click(button('Edit Read'));
    await screen.findByRole('region', { name: 'Space' });
    expect(screen.queryByRole('combobox', { name: 'Assigned to' })).not.toBeInTheDocument();
  });
});

describe('moving to another space', () => {
  const target = () => screen.findByRole('combobox', { name: 'Move to another space' });

  it('says what becomes of its assignee before, and is undone like any change', async () => {
    await openTasks();
    await userEvent.click(button('Edit Water the plants'));
    await userEvent.selectOptions(await target(), 'Your own tasks');
    await waitFor(async () =>
      expect(await target()).toHaveAccessibleDescription(
        'It keeps its history, comments and subtasks, and leaves its project. ' +
          'Bob is no member there, so it will be assigned to nobody.',
      ),
    );
    await userEvent.click(button('Move to Your own tasks'));
    await isSaid('“Water the plants” moved');
    expect(called('POST').at(-1)?.body).toEqual({ spaceId: ownSpace.id });
    expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument();
    await waitFor(() => expect(rowOf('Water the plants')).not.toHaveTextContent('Assigned'));
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(rowOf('Water the plants')).toHaveTextContent('Assigned to Bob'));
  });

  it('takes the task out of the view of its space, and the focus stays on the page', async () => {
    window.history.replaceState(null, '', `/tasks?space=${family.id}`);
    await openTasks();
    await userEvent.click(button('Edit Water the plants'));
    await userEvent.selectOptions(await target(), 'The team');
    await userEvent.click(button('Move to The team'));
    await isSaid('“Water the plants” moved');
    await waitFor(() => expect([...titles()].sort()).toEqual(['Feed the cat', 'Wash the car']));
    expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument();
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  });

  it('waits for what is changed in the form', async () => {
    await openTasks();
    await userEvent.click(button('Edit Read'));
    await userEvent.selectOptions(await target(), 'Family');
    await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), 'x');
    expect(await target()).toHaveAccessibleDescription(
      /Save what you have changed above first\.$/u,
    );
    expect(button('Move to Family')).toBeDisabled();
  });

  it('is refused in a sentence, and offers no space in which one may only see', async () => {
    api.spaces = [ownSpace, family, { ...team, role: 'viewer' }];
    await openTasks();
    await userEvent.click(button('Edit Read'));
    expect(
      within(await target())
        .getAllByRole('option')
        .map((each) => each.textContent),
    ).toEqual(['Stay where it is', 'Family']);
    await userEvent.selectOptions(await target(), 'Family');
    api.failure = { status: 403, detail: 'Ask an owner of the space for another role.' };
    await userEvent.click(button('Move to Family'));
    expect(await screen.findByRole('alert')).toHaveTextContent('It was not moved.Ask an owner');
  });
});

describe('while the spaces cannot be loaded', () => {
  beforeEach(() => {
    api.unreadable = /\/spaces$/u;
  });

  const failed = (text: string | RegExp) => screen.findByText(text);

  it('the views say so, and name them once they are there', async () => {
    await openTasks();
    expect(await failed('Your shared spaces could not be loaded.')).toBeVisible();
    api.unreadable = undefined;
    await userEvent.click(button('Try again'));
    expect(await within(views()).findByRole('link', { name: /^Family/u })).toBeVisible();
  });

  it('the view of one is not said to be of none', async () => {
    window.history.replaceState(null, '', `/tasks?space=${family.id}`);
    await openTasks();
    await failed('Your shared spaces could not be loaded.');
    expect(screen.getByRole('heading', { level: 1, name: 'Shared space' })).toBeVisible();
    expect(screen.queryByText('There is no such space')).not.toBeInTheDocument();
    expect(titles()).toHaveLength(3);
  });

  it('a form says why nobody can be chosen', async () => {
    await openTasks();
    await failed('Your shared spaces could not be loaded.');
    await userEvent.click(button('Edit Read'));
    expect(await failed(/it is not known whom this can be assigned to/u)).toBeVisible();
  });

  it('a saved view does not show what is not of its space', async () => {
    const { savedView } = await import('../testing/fake-views.ts');
    const saved = savedView('At home', '', { spaceId: family.id });
    api.views.items = [saved];
    window.history.replaceState(null, '', `/tasks?saved=${saved.id}`);
    await openTasks();
    expect(await failed(/this view may be of one of them/u)).toBeVisible();
    expect(titles()).toEqual([]);
    api.unreadable = undefined;
    await userEvent.click(screen.getAllByRole('button', { name: 'Try again' })[0] as HTMLElement);
    await waitFor(() => expect(titles()).not.toEqual([]));
  });
});

it('a space that is not there, or is not one’s own, is said to be none', async () => {
  window.history.replaceState(null, '', `/tasks?space=${family.id.replace('a', 'b')}`);
  await openTasks();
  expect(await screen.findByText('There is no such space')).toBeVisible();
  expect(screen.getByText(/An owner can send you a new link/u)).toBeVisible();
});
