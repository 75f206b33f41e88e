import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { savedView } from '../testing/fake-views.ts';
import { away, box, button, isSaid, openTasks, titles } from '../testing/tasks-page.tsx';

let api: FakeApi;

const nav = () => screen.getByRole('navigation', { name: 'Views' });
const link = (name: string) => within(nav()).findByRole('link', { name });
const dialog = (name: string) => screen.findByRole('dialog', { name });
const field = (name: string) => screen.getByRole('textbox', { name });
const heading = () => screen.getByRole('heading', { level: 1 });
const linkNames = () =>
  within(nav())
    .getAllByRole('link')
    .map((each) => each.textContent);

async function openNew(): Promise<void> {
  await userEvent.click(within(nav()).getByRole('button', { name: 'New view' }));
  await dialog('New view');
}

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks');
  api = installFakeApi([
    task('Call Mara', { tags: ['phone'] }),
    task('Buy milk', { tags: ['home'] }),
    task('Air the rooms', { tags: ['home'], dueOn: '2099-01-01' }),
  ]);
});

afterAll(() => history.replaceState(null, '', '/'));

describe('a saved view', () => {
  it('has an address, a place in the navigation, and what its filter finds in its order', async () => {
    const view = savedView('At home', 'tag:home', { sort: 'title' });
    api.views.items = [view];
    await openTasks();
    await userEvent.click(await link('At home'));
    await waitFor(() => expect(titles()).toEqual(['Air the rooms', 'Buy milk']));
    expect(location.search).toBe(`?saved=${view.id}`);
    expect(heading()).toHaveTextContent('At home');
    expect(await link('At home')).toHaveAttribute('aria-current', 'page');
    await waitFor(() => expect(document.title).toBe('At home · Taskora'));
  });

  it('is there again after a reload', async () => {
    const view = savedView('At home', 'tag:home');
    api.views.items = [view];
    history.replaceState(null, '', `/tasks?saved=${view.id}`);
    await openTasks();
    await waitFor(() => expect(titles()).toEqual(['Air the rooms', 'Buy milk']));
    await waitFor(() => expect(heading()).toHaveTextContent('At home'));
  });

  it('keeps a completed task under the eye, although its filter finds it no more', async () => {
    const view = savedView('To do at home', 'tag:home & !done');
    api.views.items = [view];
    history.replaceState(null, '', `/tasks?saved=${view.id}`);
    await openTasks();
    await waitFor(() => expect(titles()).toHaveLength(2));
    await userEvent.click(box('Buy milk'));
    await isSaid('“Buy milk” completed');
    expect(box('Buy milk')).toBeChecked();
  });

  it('says what is wrong with its filter, and that it is gone', async () => {
    const view = savedView('Broken', 'prioriti:high');
    api.views.items = [view];
    history.replaceState(null, '', `/tasks?saved=${view.id}`);
    const close = await openTasks();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('There is no field “prioriti”.');
    expect(titles()).toEqual([]);
    close();
    api.views.items = [];
    await openTasks();
    expect(await screen.findByText('There is no such view')).toBeVisible();
    expect(titles()).toEqual([]);
  });

  it('of a shared space is about the tasks of that space', async () => {
    const asked: string[] = [];
    const answer = globalThis.fetch;
    const fetchNoted: typeof fetch = (...request) => {
      asked.push(String(request[0]));
      return answer(...request);
    };
    Object.assign(globalThis, { fetch: fetchNoted });
    const view = savedView('At home', 'tag:home', { spaceId: 'family' });
    api.views.items = [view, savedView('Mine', 'tag:phone')];
    api.spaces = [
      { id: 'own', kind: 'personal', name: 'Ada' },
      { id: 'family', kind: 'shared', name: 'Family' },
    ];
    history.replaceState(null, '', `/tasks?saved=${view.id}`);
    await openTasks();
    await waitFor(() => expect(titles()).toHaveLength(2));
    await userEvent.click(await link('Mine'));
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
    const of = (tag: string) => asked.filter((url) => url.includes(`filter=tag%3A${tag}`));
    expect(of('home').every((url) => url.includes('spaceId=family'))).toBe(true);
    expect(of('phone').some((url) => url.includes('spaceId'))).toBe(false);
  });
});

describe('saving a view', () => {
  it('takes what is shown, says what it finds as it is written, and can be undone', async () => {
    await openTasks();
    await userEvent.click(screen.getByRole('link', { name: /^Today/u }));
    await openNew();
    expect(field('Filter')).toHaveValue('due <= today & !done');
    await waitFor(() => expect(field('Filter')).toHaveAccessibleDescription('Finds nothing now.'));
    await userEvent.clear(field('Filter'));
    await userEvent.type(field('Filter'), 'tag:home');
    await waitFor(() =>
      expect(field('Filter')).toHaveAccessibleDescription('Finds: Air the rooms, Buy milk'),
    );
    await userEvent.type(field('Name'), 'At home');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'By title');
    await userEvent.click(button('Save'));
    await isSaid('“At home” added');
    expect(api.views.items).toMatchObject([{ name: 'At home', filter: 'tag:home', sort: 'title' }]);
    await waitFor(() => expect(heading()).toHaveTextContent('At home'));
    expect(titles()).toEqual(['Air the rooms', 'Buy milk']);
    await userEvent.keyboard('{Control>}z{/Control}');
    await isSaid('Undone: “At home” added');
    await waitFor(() => expect(linkNames()).not.toContain('At home'));
  });

  it('takes words that are searched for', async () => {
    await openTasks();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'milk');
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    await openNew();
    expect(field('Filter')).toHaveValue('like:"milk"');
  });

  it('marks the place that is wrong, and says what is possible there', async () => {
    await openTasks();
    await openNew();
    await userEvent.type(field('Filter'), 'tag:home & prioriti:high');
    await waitFor(() => expect(field('Filter')).toBeInvalid());
    expect(screen.getByText('prioriti')).toContainHTML('mark');
    expect(field('Filter')).toHaveAccessibleDescription(
      /There is no field “prioriti”.*|Possible here: priority/u,
    );
    expect(field('Filter')).toHaveAccessibleDescription(/Possible here: priority/u);
    // What is right again is not called wrong.
    await userEvent.clear(field('Filter'));
    await waitFor(() => expect(field('Filter')).toBeValid());
  });

  it('asks for a name, and keeps all that was written where it fails', async () => {
    await openTasks();
    await openNew();
    await userEvent.click(button('Save'));
    expect(field('Name')).toHaveAccessibleDescription('Give the view a name.');
    await userEvent.type(field('Name'), 'At home');
    api.failure = away;
    await userEvent.click(button('Save'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(field('Name')).toHaveValue('At home');
    api.failure = undefined;
    api.lostAnswers = 1;
    await userEvent.click(button('Save'));
    await isSaid('“At home” added');
    expect(api.views.items).toHaveLength(1);
  });
});

describe('editing a view', () => {
  beforeEach(async () => {
    api.views.items = [
      savedView('First', 'tag:phone'),
      savedView('Second', 'tag:home'),
      savedView('Third', ''),
    ];
    await openTasks();
    await userEvent.click(await link('Second'));
    await userEvent.click(await screen.findByRole('button', { name: 'Edit view' }));
    await dialog('Edit view');
  });

  it('gives it another name and filter', async () => {
    expect(field('Filter')).toHaveValue('tag:home');
    await userEvent.clear(field('Name'));
    await userEvent.type(field('Name'), 'On the phone');
    await userEvent.clear(field('Filter'));
    await userEvent.type(field('Filter'), 'tag:phone{Enter}');
    await isSaid('“On the phone” changed');
    await waitFor(() => expect(titles()).toEqual(['Call Mara']));
    expect(heading()).toHaveTextContent('On the phone');
  });

  it('changes only what was changed here, whatever others have made of the rest', async () => {
    await userEvent.clear(field('Name'));
    await userEvent.type(field('Name'), 'Around the house');
    api.views.items = api.views.items.map((each) =>
      each.name === 'Second' ? { ...each, filter: 'tag:home & !done', sort: 'title' } : each,
    );
    await userEvent.click(button('Save'));
    await isSaid('“Around the house” changed');
    expect(api.views.items[1]).toMatchObject({
      name: 'Around the house',
      filter: 'tag:home & !done',
      sort: 'title',
    });
  });

  it('sends nothing where nothing was changed', async () => {
    await userEvent.click(button('Save'));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Edit view' })).toBeNull());
    expect(api.calls).toEqual([]);
  });

  it('goes one place at a time, for the places are known once it has moved', async () => {
    const release = api.hold();
    await userEvent.click(button('Move the view up'));
    await waitFor(() => expect(api.calls).toHaveLength(1));
    expect(button('Move the view up')).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button('Move the view up'));
    await userEvent.click(button('Move the view down'));
    expect(api.calls).toHaveLength(1);
    release();
    await waitFor(() => expect(api.views.items.map(({ name }) => name)[0]).toBe('Second'));
    await waitFor(() => expect(button('Move the view down')).toBeEnabled());
  });

  it('moves it up and down among the others', async () => {
    await userEvent.click(button('Move the view up'));
    await waitFor(() => expect(api.views.items.map(({ name }) => name)[0]).toBe('Second'));
    await waitFor(() => expect(button('Move the view up')).toBeDisabled());
    await userEvent.click(button('Move the view down'));
    await waitFor(() => expect(button('Move the view up')).toBeEnabled());
    await userEvent.click(button('Move the view down'));
    await waitFor(() => expect(button('Move the view down')).toBeDisabled());
    expect(api.views.items.map(({ name }) => name)).toEqual(['First', 'Third', 'Second']);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Edit view' })).toBeNull());
    expect(linkNames().filter((name) => /^(First|Second|Third)$/u.test(name))).toEqual([
      'First',
      'Third',
      'Second',
    ]);
  });

  it('deletes it, which can be undone', async () => {
    await userEvent.click(button('Delete'));
    await isSaid('“Second” deleted');
    expect(location.search).toBe('');
    await waitFor(() => expect(linkNames()).not.toContain('Second'));
    await userEvent.click(button('Undo'));
    expect(await link('Second')).toBeVisible();
  });
});

describe('what is written in the form of a view', () => {
  it('is there again after the form was closed by accident, and is begun anew on request', async () => {
    await openTasks();
    await openNew();
    await userEvent.type(field('Name'), 'At home');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await openNew();
    expect(field('Name')).toHaveValue('At home');
    expect(await dialog('New view')).toHaveTextContent('What you wrote here before is back.');
    await userEvent.click(button('Begin anew'));
    expect(field('Name')).toHaveValue('');
    expect(screen.queryByText(/What you wrote here before/u)).not.toBeInTheDocument();
  });

  it('outlives a save that failed and a reload, and leaves with the one that did not', async () => {
    const close = await openTasks();
    await openNew();
    await userEvent.type(field('Name'), 'At home');
    api.failure = away;
    await userEvent.click(button('Save'));
    expect(await screen.findByText('This was not done.')).toBeVisible();
    expect(field('Name')).toHaveValue('At home');
    close();
    api.failure = undefined;
    await openTasks();
    await openNew();
    expect(field('Name')).toHaveValue('At home');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(api.views.items).toMatchObject([{ name: 'At home' }]));
    await openNew();
    expect(field('Name')).toHaveValue('');
  });

  it('of a view takes nothing else with it than what was written', async () => {
    const view = savedView('At home', 'tag:home');
    api.views.items = [view];
    history.replaceState(null, '', `/tasks?saved=${view.id}`);
    const close = await openTasks();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit view' }));
    await dialog('Edit view');
    await userEvent.type(field('Name'), ' and here');
    await userEvent.keyboard('{Escape}');
    close();
    api.views.items = [{ ...view, filter: 'tag:phone' }];
    await openTasks();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit view' }));
    await dialog('Edit view');
    expect(field('Name')).toHaveValue('At home and here');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(api.calls.at(-1)?.body).toEqual({ name: 'At home and here' }));
  });
});
