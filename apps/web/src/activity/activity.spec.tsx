import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { activity, installFakeActivity, type FakeActivity } from '../testing/fake-activity.ts';
import { ActivityView } from './activity-view.tsx';
import { filterIn } from './asked-filter.ts';
import type { ActivityFilter } from './use-activity.ts';

const milk = '00000000-0000-4000-8000-0000000000aa';
const mara = '00000000-0000-4000-8000-0000000000bb';
let api: FakeActivity;

async function open(asked: ActivityFilter = { entityId: null, actor: null }): Promise<void> {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <ActivityView owner="ada" asked={asked} />
      </ApiProvider>
    </UiProvider>,
  );
  await screen.findByRole('list', { name: 'What was done' });
}

const rows = () => {
  const list = screen.getByRole('list', { name: 'What was done' });
  return [...list.children].map((row) => (row.textContent ?? '').replace(/[\u2068\u2069]/gu, ''));
};
const press = (name: RegExp | string) => userEvent.click(screen.getByRole('button', { name }));
const isSaid = (text: RegExp) =>
  waitFor(() =>
    expect(screen.getByRole('status').textContent.replace(/[\u2068\u2069]/gu, '')).toMatch(text),
  );

beforeEach(() => {
  history.replaceState(null, '', '/activity');
  api = installFakeActivity([
    activity({
      changeId: 'c3',
      entityId: mara,
      title: 'Call Mara',
      memberId: 'ben',
      actor: 'chat',
    }),
    activity({
      ...{ changeId: 'c2', entityId: milk, title: 'Buy milk', actor: 'mcp', sequence: 7 },
      before: { due_on: null, version: 1 },
      after: { due_on: '2026-12-24', version: 2 },
      createdAt: '2026-01-02T10:00:00Z',
    }),
    activity({ changeId: 'c1', entityId: milk, title: 'Buy milk', kind: 'added', sequence: 5 }),
  ]);
});

describe('the page of activity', () => {
  it('says who did what, from where, and what differs', async () => {
    await open();
    await waitFor(() => expect(rows()[0]).toContain('Ben, by the assistant'));
    expect(rows()[0]).toContain('“Call Mara” changed');
    expect(rows()[1]).toMatch(/“Buy milk” changedYou, by a program over MCP, 2 Jan 2026/u);
    expect(rows()[1]).toContain('Due date: from nothing to 24 Dec 2026');
    expect(rows()[2]).toContain('“Buy milk” addedYou, on this site');
  });

  it('shows what was done to one task or from one place, and its address says so', async () => {
    await open();
    await userEvent.selectOptions(screen.getByLabelText('Done'), 'by the assistant');
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(location.search).toBe('?by=chat');
    await userEvent.selectOptions(screen.getByLabelText('Done'), 'from wherever');
    await waitFor(() => expect(rows()).toHaveLength(3));
    const [, only] = screen.getAllByRole('button', { name: /^Only this task/u });
    await userEvent.click(only as HTMLElement);
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(filterIn(Object.fromEntries(new URLSearchParams(location.search)))).toEqual({
      entityId: milk,
      actor: null,
    });
    await press('Of all tasks');
    await waitFor(() => expect(rows()).toHaveLength(3));
  });

  it('goes on page by page', async () => {
    api.pageSize = 2;
    await open();
    expect(rows()).toHaveLength(2);
    await press('Show more');
    await waitFor(() => expect(rows()).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('goes back and forward step by step, and leaves what others did alone', async () => {
    await open();
    await press('Undo the last step');
    await isSaid(/^Undone: “Buy milk” changed/u);
    await press('Undo the last step');
    await isSaid(/^Undone: “Buy milk” added/u);
    await press('Undo the last step');
    await isSaid(/^There is nothing to undo/u);
    await press('Redo it');
    await isSaid(/^Done again: “Buy milk” added/u);
    await press('Redo it');
    await isSaid(/^Done again: “Buy milk” changed/u);
    const undone = api.asked.filter((each) => each.startsWith('POST'));
    expect(undone.map((each) => each.split('/')[4])).toEqual(['c2', 'c1', 'undo-4', 'undo-3']);
    await press('Undo the last step');
    await isSaid(/^Undone: “Buy milk” changed/u);
    // Each is a request of its own, also where the same change is undone once more.
    expect(new Set(api.keys).size).toBe(5);
    expect(rows()[0]).toContain('“Buy milk” undone');
    expect(rows()[1]).toContain('“Buy milk” done again');
  });

  it('undoes a step from its row, and does it again there', async () => {
    await open();
    await press(/^Undo: .*Call Mara/u);
    await isSaid(/^Undone: “Call Mara” changed/u);
    const redo = await screen.findByRole('button', { name: /^Redo: .*Call Mara/u });
    expect(redo).toHaveFocus();
    await userEvent.click(redo);
    await isSaid(/^Done again: “Call Mara” changed/u);
  });

  it('says in the words of the server why something is not undone', async () => {
    api.failure = { status: 409, detail: 'Everything in it was changed again since.' };
    await open();
    await press('Undo the last step');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'this was not undone. Everything in it was changed again since.',
    );
    api.failure = undefined;
    await isSaid(/goes on to the step before it/u);
    await press('Undo the last step');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await isSaid(/^Undone: “Buy milk” added/u);
  });

  it('offers no undo of who is in a space, which is decided anew', async () => {
    api.entries = [
      activity({ entity: 'member', title: 'Ben' }),
      activity({ entity: 'space', title: 'Family' }),
      activity({ title: 'Buy milk' }),
    ];
    await open();
    expect(rows()).toHaveLength(3);
    expect(screen.getAllByRole('button', { name: /^Undo: / })).toHaveLength(1);
  });

  it('names what many things were done at once', async () => {
    api.entries = Array.from({ length: 12 }, (_, index) =>
      activity({ changeId: 'many', kind: 'deleted', changeCount: 12, title: `Task ${index}` }),
    );
    await open();
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toContain('12 tasks deleted');
    expect(rows()[0]).toMatch(/Task 9 …/u);
    expect(screen.getAllByRole('button', { name: /^Undo: / })).toHaveLength(1);
  });
});

describe('a task as it was', () => {
  const ofMilk = { entityId: milk, actor: null };
  const ask = async (moment: string) => {
    fireEvent.change(screen.getByLabelText('As it was on'), { target: { value: moment } });
    await press('Show it');
  };

  it('is shown after an entry', async () => {
    api.past = { 7: { title: 'Buy milk', due_on: '2026-12-24', notes: '', priority: 0 } };
    await open(ofMilk);
    await press(/^As it was then: .*changed/u);
    const dialog = await screen.findByRole('dialog', { name: 'As it was' });
    await waitFor(() => expect(dialog).toHaveTextContent('Due date24 Dec 2026'));
    expect(dialog).not.toHaveTextContent('Notes');
    expect(api.asked).toContain(`GET /api/v1/spaces/own/history/7?entityId=${milk}`);
  });

  it('is shown at a moment, which lies on whatever page', async () => {
    api.past = { 5: { title: 'Buy oat milk' } };
    api.pageSize = 1;
    await open(ofMilk);
    await ask('2026-01-02T00:00');
    expect(await screen.findByRole('dialog', { name: 'As it was' })).toBeVisible();
    await screen.findByText('Buy oat milk');
    await userEvent.keyboard('{Escape}');
    await ask('2025-01-01T00:00');
    await screen.findByText('The task was not there then.');
  });

  it('says what else a step takes along, and goes on to pages that are not loaded', async () => {
    api.entries = [
      activity({ changeId: 'theirs', memberId: 'ben', title: 'Theirs' }),
      activity({ changeId: 'three', title: 'Buy milk', changeCount: 3 }),
    ];
    api.pageSize = 1;
    await open();
    expect(rows()).toHaveLength(1);
    await press('Undo the last step');
    await isSaid(/^Undone: “Buy milk” changed, with 2 other things\.$/u);
    await waitFor(() => expect(rows()[0]).toContain('“Buy milk” undone'));
  });
});
