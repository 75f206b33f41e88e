import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../../testing/fake-api.ts';
import { section } from '../../testing/fake-sections.ts';
import {
  box,
  button,
  isSaid,
  openTasks,
  quickAdd,
  titles,
  type,
} from '../../testing/tasks-page.tsx';
import { keyboardMap } from '../shortcuts/keyboard-map.ts';
import { commandOf } from '../shortcuts/shortcut.ts';

const flat = '00000000-0000-7000-8000-0000000000f1';
let api: FakeApi;

const field = () => screen.getByRole('combobox', { name: 'Find a task, a place or a command' });
const options = () => screen.getAllByRole('option').map((each) => each.textContent);
const option = (name: string) =>
  screen.findByRole('option', { name: (text) => text.startsWith(name) });
const group = (name: string) => screen.getByRole('group', { name });
const isClosed = () =>
  waitFor(() => expect(screen.queryByRole('combobox', { name: /^Find/u })).toBeNull());

async function openPalette(): Promise<void> {
  await userEvent.keyboard('{Control>}k{/Control}');
  await screen.findByRole('dialog', { name: 'Find a task, a place or a command' });
  await waitFor(() => expect(field()).toHaveFocus());
}

async function run(name: string): Promise<void> {
  await openPalette();
  await userEvent.keyboard(name);
  await waitFor(() => expect(screen.getAllByRole('option')[0]).toHaveTextContent(name));
  await userEvent.keyboard('{Enter}');
  await isClosed();
}

/** A project of two lists: what has no section, and what is done. */
async function openDone(): Promise<void> {
  const done = section('Done', flat);
  history.replaceState(null, '', `/tasks?project=${flat}`);
  api.sections = [done];
  api.tasks.push(task('Sweep', { projectId: flat, sectionId: done.id }));
  await openTasks();
  await screen.findByRole('region', { name: 'Done' });
}

/** What is searched for, in the order of the questions and in that of the answers. */
function watchSearches(): { asked: string[]; answered: string[] } {
  const watched: { asked: string[]; answered: string[] } = { asked: [], answered: [] };
  const { fetch } = globalThis;
  globalThis.fetch = async (url, options) => {
    const search = new URL(String(url), 'http://localhost').searchParams.get('search');
    if (search) watched.asked.push(search);
    const answer = await fetch(url, options);
    if (search) watched.answered.push(search);
    return answer;
  };
  return watched;
}

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/tasks');
  api = installFakeApi([
    task('Buy milk', { tags: ['errand'] }),
    task('Call Mara', { projectId: flat }),
    task('Read'),
  ]);
  api.projects.push({ id: flat, name: 'Flat', spaceId: 'own', archivedAt: null });
});

/** Goes to another view, as the browser's Back does. */
async function show(search: string): Promise<void> {
  history.pushState(null, '', `/tasks${search}`);
  fireEvent.popState(window);
  if (search.includes('calendar')) await screen.findByRole('region', { name: 'Calendar' });
  else await screen.findByRole('region', { name: 'Done' });
}

describe('the keyboard map', () => {
  const commands = keyboardMap.flatMap(({ shortcuts }) =>
    shortcuts.flatMap((each) => each.commands),
  );

  it('is what the palette offers: each shortcut is a command of it', async () => {
    api.sections = [section('Done', flat)];
    await openTasks();
    await openPalette();
    const offered = new Set(
      within(group('Commands'))
        .getAllByRole('option')
        .map(({ id }) => id),
    );
    await userEvent.keyboard('{Escape}');
    await isClosed();
    box('Read').focus();
    await userEvent.keyboard('x');
    await openPalette();
    const selecting = within(group('Commands')).getAllByRole('option');
    for (const { id } of selecting) offered.add(id);
    await userEvent.keyboard('{Escape}');
    await isClosed();
    for (const search of ['?view=calendar', `?project=${flat}`]) {
      await show(search);
      await openPalette();
      const here = within(group('Commands')).getAllByRole('option');
      for (const { id } of here) offered.add(id);
      await userEvent.keyboard('{Escape}');
      await isClosed();
    }
    const ids = [...offered].map((id) => id.split('command:')[1]);
    const missing = commands.filter(({ id }) => !ids.includes(id));
    // It is open already.
    expect(missing.map(({ id }) => id)).toEqual(['palette']);
  });

  it.each([
    ['n', {}, 'add'],
    ['k', { ctrlKey: true }, 'palette'],
    ['/', {}, 'search'],
    ['?', {}, 'help'],
    ['z', { ctrlKey: true }, 'undo'],
    ['z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ])('%s %j of the page is in it', (key, held, command) => {
    const press = new KeyboardEvent('keydown', { key, ...held });
    expect(commandOf(press, document.body, true)).toBe(command);
    expect(commands.map(({ does }) => does.in === 'page' && does.command)).toContain(command);
  });
});

describe('the palette', () => {
  it('is opened by a button too, and gives the focus back', async () => {
    await openTasks();
    await userEvent.click(button('Find a task, a place or a command'));
    await waitFor(() => expect(field()).toHaveFocus());
    expect(field()).toHaveAttribute('aria-controls', screen.getByRole('listbox').id);
    await userEvent.keyboard('{Control>}k{/Control}');
    await isClosed();
    await waitFor(() => expect(button('Find a task, a place or a command')).toHaveFocus());
  });

  it('has the keys from the moment when it is asked for: none goes to the row behind it', async () => {
    await openTasks();
    box('Read').focus();
    const press = (key: string, ctrlKey = false) =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey });
    press('k', true);
    for (const key of ['Delete', 'e', 'm', 'x', 'Backspace', 'a']) press(key);
    await waitFor(() => expect(field()).toHaveFocus());
    expect(field()).toHaveValue('ema');
    await userEvent.keyboard('{Escape}');
    await isClosed();
    expect(titles()).toContain('Read');
    expect(api.calls).toEqual([]);
    await waitFor(() => expect(box('Read')).toHaveFocus());
    await userEvent.keyboard('x');
    await screen.findByRole('toolbar');
  });

  it('is left by Escape before it is there', async () => {
    await openTasks();
    box('Read').focus();
    fireEvent.keyDown(box('Read'), { key: 'k', ctrlKey: true });
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await isClosed();
    await userEvent.keyboard('x');
    await screen.findByRole('toolbar');
  });

  it('says which option is meant, and goes from one to the next', async () => {
    await openTasks();
    await openPalette();
    const active = () =>
      document.getElementById(field().getAttribute('aria-activedescendant') ?? '');
    expect(active()).toHaveTextContent('Tasks');
    expect(active()).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowDown}');
    expect(active()).toHaveTextContent('Inbox');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(active()).toBe(screen.getAllByRole('option').at(-1));
    expect(screen.getAllByRole('option', { selected: true })).toHaveLength(1);
  });

  it('goes to a project, a tag and a view', async () => {
    await openTasks();
    await run('Flat');
    await screen.findByRole('heading', { name: 'Flat' });
    await run('@errand');
    await screen.findByRole('heading', { name: '@errand' });
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    await run('Today');
    await screen.findByRole('heading', { name: 'Today' });
  });

  it('offers every place that the navigation leads to', async () => {
    api.spaces.push({ id: '00000000-0000-4000-9000-000000000001', name: 'Family', kind: 'shared' });
    await openTasks();
    const views = screen.getByRole('navigation', { name: 'Views' });
    await within(views).findByRole('link', { name: /^Family/u });
    const links = within(views).getAllByRole('link');
    const names = links.map((each) => (each.textContent ?? '').replace(/\d+ tasks?$/u, ''));
    expect(names).toEqual(
      expect.arrayContaining(['Calendar', 'Assigned to you', 'Share with others']),
    );
    await openPalette();
    const offered = within(group('Go to')).getAllByRole('option');
    expect(offered.map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(names));
    await userEvent.keyboard('Family{Enter}');
    await screen.findByRole('heading', { name: 'Family' });
  });

  it('gives a task that is written in a tag its tag', async () => {
    history.replaceState(null, '', '/tasks?tag=errand');
    await openTasks();
    await type('Post the letter{Enter}');
    await isSaid('“Post the letter” added');
    expect(api.calls.at(-1)?.body).toMatchObject({ tags: ['errand'] });
    expect(titles()).toEqual(['Post the letter', 'Buy milk']);
  });

  it('goes to a task in whatever view, and says how many it found', async () => {
    history.replaceState(null, '', '/tasks?view=inbox');
    await openTasks();
    await openPalette();
    await userEvent.keyboard('mara');
    expect(await option('Call Mara')).toHaveTextContent('Flat');
    await waitFor(() => expect(screen.getByText('1 result')).toBeInTheDocument());
    await userEvent.keyboard('{Enter}');
    await isClosed();
    await waitFor(() => expect(box('Call Mara')).toHaveFocus());
  });

  it('shows a task that the list has not loaded', async () => {
    api.pageSize = 1;
    await openTasks();
    expect(titles()).not.toContain('Buy milk');
    await openPalette();
    await userEvent.keyboard('milk');
    await option('Buy milk');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(box('Buy milk')).toHaveFocus());
  });

  it('never shows an older answer in the place of a newer one', async () => {
    await openTasks();
    await openPalette();
    const release = api.holdReads(/tasks$/u);
    const { asked, answered } = watchSearches();
    await userEvent.paste('mara');
    await waitFor(() => expect(asked).toEqual(['mara']));
    api.holdReads(/^$/u);
    await userEvent.clear(field());
    await userEvent.paste('milk');
    await option('Buy milk');
    release();
    await waitFor(() => expect(answered).toEqual(['milk', 'mara']));
    expect(options().filter((text) => /milk|mara/iu.test(text ?? ''))).toEqual(['Buy milk']);
  });

  it('offers no task of the words that were typed before', async () => {
    await openTasks();
    await openPalette();
    await userEvent.keyboard('mara');
    await option('Call Mara');
    const release = api.holdReads(/tasks$/u);
    await userEvent.clear(field());
    await userEvent.paste('milk');
    expect(screen.queryByRole('option', { name: 'Call Mara' })).toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(field()).toHaveFocus();
    release();
    await option('Buy milk');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(box('Buy milk')).toHaveFocus());
  });

  it('says why tasks were not searched, and still knows commands', async () => {
    await openTasks();
    await openPalette();
    api.unreadable = /tasks$/u;
    await userEvent.keyboard('keybord');
    expect(await screen.findByRole('alert')).toHaveTextContent('It is away.');
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('dialog', { name: 'Keyboard' });
  });

  it('offers first what was chosen last, of this person alone, and keeps no word of theirs', async () => {
    await openTasks();
    await run('Today');
    await run('@errand');
    await run('Flat');
    await openPalette();
    const recent = within(group('Recent')).getAllByRole('option');
    expect(recent.map((each) => each.textContent)).toEqual(['Flat', 'Today']);
    expect(screen.getAllByRole('option', { name: 'Flat' })).toHaveLength(1);
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/errand/u);
    expect(Object.keys(localStorage)).toContain('taskora-palette ada');
  });
});

describe('a command', () => {
  it('acts on the row that had the focus', async () => {
    await openTasks();
    box('Call Mara').focus();
    await run('Complete the task');
    await waitFor(() => expect(box('Call Mara')).toBeChecked());
    await run('Undo the last change');
    await waitFor(() => expect(box('Call Mara')).not.toBeChecked());
    box('Call Mara').focus();
    await run('Edit the task');
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Call Mara');
  });

  it('acts on the row that had the focus where each section has a list of its own', async () => {
    await openDone();
    box('Sweep').focus();
    await run('Complete the task');
    const done = () => api.tasks.filter(({ completedAt }) => completedAt !== null);
    await waitFor(() => expect(done()).toHaveLength(1));
    expect(done()[0]?.title).toBe('Sweep');
  });

  it('acts on no other row where that which had the focus is a form', async () => {
    await openDone();
    await userEvent.click(button('Edit Sweep'));
    await screen.findByRole('textbox', { name: 'Title' });
    await run('Delete the task');
    await isSaid('There is nothing to do that with.');
    expect(box('Call Mara')).toBeInTheDocument();
  });

  it.each([
    ['a day', 'Buy stamps', 'Move the task to the next day', '2099-06-16'],
    ['the tasks without a day', 'Plan the trip', 'Move the task to the next week', '2099-06-15'],
  ])('moves the task of %s that had the focus', async (_, title, name, day) => {
    jest.spyOn(window, 'scrollTo').mockReturnValue();
    history.replaceState(null, '', '/tasks?view=calendar&on=2099-06-15');
    api.tasks = [
      task('Call Mara', { dueOn: '2099-06-15', dueTime: '09:30:00' }),
      task('Buy stamps', { dueOn: '2099-06-15' }),
      task('Plan the trip'),
    ];
    await openTasks();
    const chip = await screen.findByRole('button', { name: title, hidden: true });
    const tray = chip.closest('details');
    if (tray) tray.open = true;
    chip.focus();
    await run(name);
    await waitFor(() =>
      expect(api.calls.filter(({ method }) => method === 'PATCH')).toMatchObject([
        { body: { dueOn: day } },
      ]),
    );
    const due = api.tasks.filter(({ dueOn }) => dueOn === day).map((each) => each.title);
    expect(due).toContain(title);
  });

  it('goes through the list, and selects', async () => {
    await openTasks();
    box('Read').focus();
    await run('Go to the last task');
    expect(box('Buy milk')).toHaveFocus();
    await run('Select all tasks');
    expect(await screen.findByRole('toolbar')).toHaveTextContent('3 selected');
    await run('Delete the selected tasks');
    await waitFor(() => expect(titles()).toEqual([]));
  });

  it('adds what is written', async () => {
    await openTasks();
    await type('Post the letter');
    await run('Add the task that is written');
    await isSaid('“Post the letter” added');
    await run('Write a task');
    expect(quickAdd()).toHaveFocus();
  });

  it.each(['Move the task to the next section', 'Go to the first day of the week'])(
    'is not offered where the page has nothing of it: %s',
    async (name) => {
      await openTasks();
      await openPalette();
      const names = within(group('Commands')).getAllByRole('option');
      expect(names.filter(({ textContent }) => textContent?.startsWith(name))).toEqual([]);
    },
  );

  it('says when its key means nothing where one is', async () => {
    await openTasks();
    box('Buy milk').focus();
    await run('Go to the next task');
    await isSaid('There is nothing to do that with.');
  });

  it('is no key by which the browser leaves the page, where there are no sections', async () => {
    await openTasks();
    for (const key of ['ArrowLeft', 'ArrowRight']) {
      expect(fireEvent.keyDown(box('Read'), { key, altKey: true })).toBe(false);
    }
    expect(fireEvent.keyDown(quickAdd(), { key: 'ArrowLeft', altKey: true })).toBe(true);
  });

  it.each(['Complete the task', 'Redo what was undone'])(
    'says when there is nothing to do it with: %s',
    async (name) => {
      api.tasks = [];
      await openTasks();
      await run(name);
      await isSaid('There is nothing to do that with.');
    },
  );
});
