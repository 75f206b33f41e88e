import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../../testing/fake-api.ts';
import { section } from '../../testing/fake-sections.ts';
import {
  away,
  box,
  button,
  isSaid,
  notifyOtherTabs,
  openTasks,
} from '../../testing/tasks-page.tsx';

const projectId = '00000000-0000-4000-b000-000000000001';
const otherId = '00000000-0000-4000-b000-000000000002';
let api: FakeApi;
let doing: ReturnType<typeof section>;
let done: ReturnType<typeof section>;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', `/tasks?project=${projectId}`);
  doing = section('Doing', projectId);
  done = section('Done', projectId);
  const inDoing = { projectId, sectionId: doing.id };
  api = installFakeApi([
    task('Ideas', { projectId, position: 'a0' }),
    task('Paint', { ...inDoing, position: 'a1' }),
    task('Sand', { ...inDoing, position: 'a2' }),
    task('Sweep', { projectId, sectionId: done.id, position: 'a3' }),
  ]);
  api.projects = [{ id: projectId, name: 'Flat', spaceId: 'own', archivedAt: null }];
  api.sections = [doing, done];
});

afterAll(() => history.replaceState(null, '', '/'));

async function openSections(): Promise<void> {
  await openTasks();
  await screen.findByRole('region', { name: 'Doing' });
}

function titlesIn(name: string): string[] {
  const boxes = within(screen.getByRole('region', { name })).queryAllByRole<HTMLInputElement>(
    'checkbox',
  );
  return boxes.map(({ labels }) => (labels?.[0]?.textContent ?? '').replace('Complete ', ''));
}

const names = () =>
  [...document.querySelectorAll('[data-section] h2')].map(({ textContent }) => textContent);
const changes = () =>
  api.calls.filter(({ path }) => path.startsWith('/api/v1/tasks')).map(({ body }) => body);
const row = (title: string) => box(title).closest<HTMLElement>('[data-task]');

function dropBefore(title: string, other: string): void {
  Object.assign(document, { elementFromPoint: () => row(other) });
  const at = { pointerId: 1, clientX: 0 };
  fireEvent.pointerDown(button(`Move ${title}`), { ...at, button: 0, clientY: 90 });
  fireEvent.pointerMove(document, { ...at, clientY: -10 });
  expect(row(other)).toHaveAttribute('data-drop', 'before');
  fireEvent.pointerUp(document, { ...at, clientY: -10 });
}

/** As the browser's Back and Forward do. */
function goTo(search: string): void {
  act(() => {
    history.replaceState(null, '', `/tasks${search}`);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
}

async function byHand(): Promise<void> {
  await userEvent.click(button('Order by hand'));
}

describe('a project with sections', () => {
  it('has its tasks by section, also as a board, which is remembered', async () => {
    await openSections();
    expect(names()).toEqual(['No section', 'Doing', 'Done']);
    expect(titlesIn('Doing').sort()).toEqual(['Paint', 'Sand']);
    expect(titlesIn('No section')).toEqual(['Ideas']);
    await userEvent.click(button('Board'));
    expect(button('Board')).toHaveAttribute('aria-pressed', 'true');
    expect(titlesIn('Doing').sort()).toEqual(['Paint', 'Sand']);
    expect(localStorage.getItem('taskora-boards')).toBe(`?project=${projectId}`);
  });

  it('is one list without sections, and where something is sought', async () => {
    api.sections = [];
    await openTasks();
    expect(screen.getByRole('list', { name: 'Tasks' })).toBeInTheDocument();
    await userEvent.click(button('Board'));
    expect(await screen.findByRole('region', { name: 'No section' })).toBeInTheDocument();
    await userEvent.type(screen.getByRole('searchbox'), 'Paint');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'No section' })).toBeNull());
  });

  it('is one list where its sections cannot be loaded, which is said, and they are there on request', async () => {
    localStorage.setItem('taskora-boards', `?project=${projectId}`);
    api.unreadable = /\/sections$/u;
    await openTasks();
    const alert = await screen.findByRole('alert', undefined, { timeout: 5_000 });
    expect(alert).toHaveTextContent('The sections could not be loaded.');
    expect(alert).toHaveTextContent('It is away.');
    expect(screen.getByRole('list', { name: 'Tasks' })).toBeInTheDocument();
    expect(names()).toEqual([]);
    api.unreadable = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(names()).toEqual(['No section', 'Doing', 'Done']));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows the section that others added, and the name that they gave the project', async () => {
    await openSections();
    const later = section('Later', projectId);
    api.sections = [...api.sections, later];
    api.projects = api.projects.map((each) => ({ ...each, name: 'House' }));
    api.tasks = api.tasks.map((each) =>
      each.title === 'Paint' ? { ...each, sectionId: later.id, version: 2 } : each,
    );
    notifyOtherTabs();
    await screen.findByRole('region', { name: 'Later' });
    await waitFor(() => expect(titlesIn('Later')).toEqual(['Paint']));
    expect(await screen.findByRole('heading', { name: 'House' })).toBeInTheDocument();
  });

  it('says nothing of sections whose tasks may be on a page that is not loaded', async () => {
    api.pageSize = 3;
    await openSections();
    const counts = () =>
      [...document.querySelectorAll('[data-section] h2 + span')].map((each) => each.textContent);
    await waitFor(() => expect(counts()).toHaveLength(2));
    expect(counts().sort()).toEqual(['1+', '2+']);
    expect(screen.queryByText('Nothing here')).toBeNull();
    await userEvent.click(button('Show more'));
    await waitFor(() => expect(counts()).toEqual(['1', '2', '1']));
  });

  it('says nothing of sections while its tasks are being loaded', async () => {
    api.pageSize = 1;
    api.tasks = [task('Far', { dueOn: '2000-01-01' }), ...api.tasks];
    history.replaceState(null, '', '/tasks');
    await openTasks();
    const release = api.holdReads(/\/tasks$/u);
    goTo(`?project=${projectId}`);
    await screen.findByRole('heading', { name: 'Flat' });
    await screen.findByText('Loading tasks');
    expect(names()).toEqual([]);
    expect(screen.queryByText('Nothing here')).toBeNull();
    release();
    await screen.findByRole('region', { name: 'Doing' });
  });

  it('gets another section, which is undone', async () => {
    await openSections();
    await userEvent.click(button('Add section'));
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
      /Give the section a name/u,
    );
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Later{Enter}');
    await waitFor(() => expect(names()).toEqual(['No section', 'Doing', 'Done', 'Later']));
    await isSaid('“Later” added');
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(names()).toEqual(['No section', 'Doing', 'Done']));
  });

  it('is renamed by Enter while a move of it is under way', async () => {
    await openSections();
    const release = api.hold();
    await userEvent.click(button('Edit section Done'));
    await userEvent.click(await screen.findByRole('button', { name: 'Move the section before' }));
    const name = screen.getByRole('textbox', { name: 'Name' });
    await userEvent.clear(name);
    await userEvent.type(name, 'Finished{Enter}');
    release();
    await waitFor(() => expect(names()).toEqual(['No section', 'Finished', 'Doing']));
  });

  it('renames a section and moves it among the others', async () => {
    await openSections();
    await userEvent.click(button('Edit section Doing'));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    expect(button('Move the section before')).toBeDisabled();
    await userEvent.click(button('Move the section behind'));
    await waitFor(() => expect(api.sections.map((each) => each.name)).toEqual(['Done', 'Doing']));
    await waitFor(() => expect(button('Move the section behind')).toBeDisabled());
    await userEvent.clear(name);
    await userEvent.type(name, 'Now{Enter}');
    await waitFor(() => expect(names()).toEqual(['No section', 'Done', 'Now']));
    await isSaid('“Now” changed');
  });

  it('deletes a section and keeps its tasks; undo puts them back into it', async () => {
    await openSections();
    await userEvent.click(button('Edit section Doing'));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(names()).toEqual(['No section', 'Done']));
    await isSaid('“Doing” deleted');
    expect(titlesIn('No section').sort()).toEqual(['Ideas', 'Paint', 'Sand']);
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(titlesIn('Doing').sort()).toEqual(['Paint', 'Sand']));
  });

  it('says what was not done, and keeps the form', async () => {
    await openSections();
    api.failure = away;
    await userEvent.click(button('Add section'));
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Later{Enter}');
    expect(await screen.findByText('This was not done.')).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Later');
  });
});

describe('the form of a section', () => {
  const name = () => screen.findByRole('textbox', { name: 'Name' });
  const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  it('goes with its project, and does not come back with it', async () => {
    api.projects.push({ id: otherId, name: 'Garden', spaceId: 'own', archivedAt: null });
    await openSections();
    await userEvent.click(button('Add section'));
    await name();
    goTo(`?project=${otherId}`);
    await isClosed();
    await screen.findByRole('heading', { name: 'Garden' });
    goTo(`?project=${projectId}`);
    await screen.findByRole('heading', { name: 'Flat' });
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(button('Add section'));
    await userEvent.type(await name(), 'Later{Enter}');
    await isSaid('“Later” added');
    expect(api.calls.map(({ path }) => path)).toEqual([`/api/v1/projects/${projectId}/sections`]);
  });

  it('has kept what was written when it is opened again, until that is saved', async () => {
    await openSections();
    await userEvent.click(button('Add section'));
    await userEvent.type(await name(), 'Later');
    await userEvent.keyboard('{Escape}');
    await isClosed();
    await userEvent.click(button('Edit section Doing'));
    expect(await name()).toHaveValue('Doing');
    expect(screen.queryByText(/What you wrote here before is back/u)).toBeNull();
    await userEvent.type(await name(), ' now');
    await userEvent.keyboard('{Escape}');
    await isClosed();
    await userEvent.click(button('Edit section Doing'));
    expect(await name()).toHaveValue('Doing now');
    await userEvent.click(button('Begin anew'));
    expect(await name()).toHaveValue('Doing');
    await userEvent.keyboard('{Escape}');
    await isClosed();
    await userEvent.click(button('Add section'));
    expect(await name()).toHaveValue('Later');
    expect(screen.getByText(/What you wrote here before is back/u)).toBeInTheDocument();
    await userEvent.type(await name(), '{Enter}');
    await isClosed();
    await userEvent.click(button('Add section'));
    expect(await name()).toHaveValue('');
  });

  it('leaves the focus at the next section when it deletes one, and at the title after the last', async () => {
    await openSections();
    await userEvent.click(button('Edit section Doing'));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    await isClosed();
    await waitFor(() => expect(button('Edit section Done')).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    await isClosed();
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Flat' })).toHaveFocus());
  });
});

describe('a task of a section', () => {
  it('goes to the next one by key, which is shown at once, keeps the focus and is undone', async () => {
    await openSections();
    box('Paint').focus();
    const release = api.hold();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(titlesIn('Done').sort()).toEqual(['Paint', 'Sweep']);
    expect(box('Paint')).toHaveFocus();
    expect(screen.getByText('“Paint” is in “Done” now.')).toHaveAttribute('role', 'status');
    release();
    await isSaid('“Paint” moved');
    expect(changes()).toEqual([{ sectionId: done.id }]);
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(screen.getByText('This is the last section.')).toHaveAttribute('role', 'status');
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(titlesIn('Doing').sort()).toEqual(['Paint', 'Sand']));
  });

  it('leaves all sections before the first one', async () => {
    await openSections();
    box('Paint').focus();
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(titlesIn('No section').sort()).toEqual(['Ideas', 'Paint']);
    await waitFor(() => expect(changes()).toEqual([{ sectionId: null }]));
  });

  it('goes up and down within its section, in the order by hand', async () => {
    await openSections();
    await byHand();
    expect(titlesIn('Doing')).toEqual(['Paint', 'Sand']);
    box('Paint').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(titlesIn('Doing')).toEqual(['Sand', 'Paint']);
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(screen.getByText('This is the last of its list.')).toBeInTheDocument();
  });

  it('goes back, and says so, where it could not be moved', async () => {
    await openSections();
    api.failure = away;
    box('Paint').focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(await screen.findByRole('alert')).toHaveTextContent('“Paint” was not moved.');
    expect(titlesIn('Doing').sort()).toEqual(['Paint', 'Sand']);
  });

  it('is dragged to another section', async () => {
    await openSections();
    const region = screen.getByRole('region', { name: 'Done' });
    Object.assign(document, { elementFromPoint: () => region.firstElementChild });
    fireEvent.pointerDown(button('Move Paint'), {
      button: 0,
      pointerId: 1,
      clientX: 0,
      clientY: 0,
    });
    fireEvent.pointerMove(document, { pointerId: 1, clientX: 90, clientY: 0 });
    expect(region).toHaveAttribute('data-drop');
    fireEvent.pointerUp(document, { pointerId: 1, clientX: 90, clientY: 0 });
    expect(region).not.toHaveAttribute('data-drop');
    await isSaid('“Paint” moved');
    expect(changes()).toEqual([{ sectionId: done.id }]);
  });

  it('is dragged to a place in another section, in the order by hand: one move for one undo', async () => {
    await openSections();
    await byHand();
    dropBefore('Paint', 'Sweep');
    expect(titlesIn('Done')).toEqual(['Paint', 'Sweep']);
    await isSaid('“Paint” moved');
    const sweep = api.tasks.find(({ title }) => title === 'Sweep')?.id;
    expect(changes()).toEqual([{ sectionId: done.id }, { beforeId: sweep }]);
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(titlesIn('Doing')).toEqual(['Paint', 'Sand']));
    expect(titlesIn('Done')).toEqual(['Sweep']);
  });

  it('is dragged to a place while it waits for a move: what is undone is that place with its section', async () => {
    await openSections();
    await byHand();
    const release = api.hold();
    box('Ideas').focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{ArrowRight}{ArrowLeft}{/Alt}');
    dropBefore('Ideas', 'Sweep');
    expect(titlesIn('Done')).toEqual(['Ideas', 'Sweep']);
    release();
    await waitFor(() => expect(changes()).toHaveLength(4));
    await isSaid('“Ideas” moved');
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(titlesIn('Doing')).toEqual(['Ideas', 'Paint', 'Sand']));
    expect(titlesIn('Done')).toEqual(['Sweep']);
  });

  it('has each of its moves undone once, where the places of two were sent as one', async () => {
    await openSections();
    await byHand();
    const release = api.hold();
    box('Ideas').focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    dropBefore('Ideas', 'Sweep');
    box('Ideas').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(titlesIn('Done')).toEqual(['Sweep', 'Ideas']);
    release();
    await waitFor(() => expect(changes()).toHaveLength(3));
    await isSaid('“Ideas” moved');
    await userEvent.keyboard('{Control>}zzz{/Control}');
    const undone = () => api.calls.map(({ path }) => path).filter((path) => path.endsWith('/undo'));
    await waitFor(() => expect(undone()).toHaveLength(3));
    expect(new Set(undone()).size).toBe(3);
  });
});
