import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, box, isSaid, openTasks, titles } from '../testing/tasks-page.tsx';

let api: FakeApi;

const series = {
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  anchor: 'due',
  catchUp: false,
  startOn: '2099-01-05',
  firstOn: null,
  originalOn: '2099-01-05',
  skippedOn: [],
  moved: [],
  pauses: [],
} as const;

function rowOf(title: string): HTMLElement {
  const row = box(title).closest('li');
  if (!row) throw new Error(`there is no row of ${title}`);
  return row;
}

beforeEach(() => {
  sessionStorage.clear();
  const rent = task('Pay the rent', {
    priority: 'high',
    tags: ['home', 'money'],
    projectId: 'flat',
    dueOn: '2099-01-05',
    dueTime: '17:00:00',
    dueZone: 'America/New_York',
    deadlineOn: '2099-02-01',
    recurrence: { ...series, skippedOn: [], moved: [], pauses: [] },
  });
  api = installFakeApi([
    rent,
    task('Find the account', { parentId: rent.id }),
    task('Ask for it', { parentId: rent.id, completedAt: '2026-01-01T00:00:00Z' }),
    task('Read'),
  ]);
  api.projects = [{ id: 'flat', name: 'Flat', spaceId: 'own', archivedAt: null }];
});

describe('a row', () => {
  it('says all that a task has in words, and not by colours alone', async () => {
    await openTasks();
    const row = rowOf('Pay the rent');
    await within(row).findByText('Flat');
    expect(row).toHaveTextContent('5 Jan 2099 17:00 New York');
    expect(row).toHaveTextContent('Repeats: Every week on Monday');
    expect(row).toHaveTextContent('Deadline 1 Feb 2099');
    expect(row).toHaveTextContent('Priority High');
    expect(row).toHaveTextContent('With 1 subtask');
    expect(row).toHaveTextContent('Project Flat');
    expect(row).toHaveTextContent('Tag home');
    expect(row).toHaveTextContent('Tag money');
  });

  it('says of a subtask which task it is part of', async () => {
    await openTasks();
    expect(rowOf('Find the account')).toHaveTextContent('Part of Pay the rent');
    expect(rowOf('Read')).toHaveTextContent(/^Complete Read\s*Read$/u);
  });

  it('counts no subtasks while some may be on a page that is not loaded', async () => {
    api.pageSize = 2;
    await openTasks();
    expect(rowOf('Pay the rent')).not.toHaveTextContent('subtask');
  });
});

describe('completing a task that recurs', () => {
  it('names the occurrence that was seen and the zone, and says that it is completed', async () => {
    await openTasks();
    api.nextOccurrenceOn = '2099-01-12';
    await userEvent.click(box('Pay the rent'));
    await isSaid('“Pay the rent” completed');
    expect(api.calls[0]?.body).toEqual({
      completed: true,
      occurrenceOn: '2099-01-05',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    await waitFor(() => expect(box('Pay the rent')).not.toBeChecked());
    expect(rowOf('Pay the rent')).toHaveTextContent('12 Jan 2099');
    expect(titles()).toContain('Pay the rent');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  const rent = () => api.tasks.find((each) => each.title === 'Pay the rent');
  const sent = () => api.calls.map(({ method, path }) => [method, path.split('/').at(-1)]);

  async function openBesideAnother(): Promise<void> {
    api.tasks.push(task('Call Mara', { dueOn: '2099-01-08' }));
    api.nextOccurrenceOn = '2099-01-12';
    await openTasks();
    expect(titles().slice(0, 2)).toEqual(['Pay the rent', 'Call Mara']);
  }

  it('moves it to the place of the next one, and back when it is undone', async () => {
    await openBesideAnother();
    await userEvent.click(box('Pay the rent'));
    await waitFor(() => expect(titles().slice(0, 2)).toEqual(['Call Mara', 'Pay the rent']));
    expect(rent()?.dueOn).toBe('2099-01-12');
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(titles().slice(0, 2)).toEqual(['Pay the rent', 'Call Mara']));
    expect(rent()).toMatchObject({ dueOn: '2099-01-05', completedAt: null });
  });

  it('is taken back when it is unticked before the answer', async () => {
    await openBesideAnother();
    const release = api.hold();
    await userEvent.click(box('Pay the rent'));
    expect(box('Pay the rent')).toBeChecked();
    await userEvent.click(box('Pay the rent'));
    expect(box('Pay the rent')).not.toBeChecked();
    release();
    await isSaid('Undone: “Pay the rent” completed');
    expect(rent()).toMatchObject({ dueOn: '2099-01-05', completedAt: null });
    expect(titles().slice(0, 2)).toEqual(['Pay the rent', 'Call Mara']);
    expect(sent()).toEqual([
      ['PATCH', rent()?.id],
      ['POST', 'undo'],
    ]);
  });

  it('is done once when it is ticked again before the answer', async () => {
    await openBesideAnother();
    const release = api.hold();
    for (let press = 0; press < 3; press += 1) await userEvent.click(box('Pay the rent'));
    release();
    await isSaid('“Pay the rent” completed');
    expect(rent()?.dueOn).toBe('2099-01-12');
    expect(sent()).toEqual([['PATCH', rent()?.id]]);
  });

  it('says that it failed, and completes it on request', async () => {
    await openBesideAnother();
    api.failure = away;
    await userEvent.click(box('Pay the rent'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Pay the rent” was not changed.');
    expect(box('Pay the rent')).not.toBeChecked();
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rent()?.dueOn).toBe('2099-01-12'));
  });

  it('is asked for once by a double click, although its answer comes between the halves', async () => {
    await openTasks();
    api.nextOccurrenceOn = '2099-01-12';
    fireEvent.click(box('Pay the rent'), { detail: 1 });
    await isSaid('“Pay the rent” completed');
    fireEvent.click(box('Pay the rent'), { detail: 2 });
    expect(box('Pay the rent')).not.toBeChecked();
    expect(sent()).toHaveLength(1);
  });
});
