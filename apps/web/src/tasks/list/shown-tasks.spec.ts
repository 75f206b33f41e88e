import { task } from '../../testing/fake-api.ts';
import type { OutboxState } from '../outbox/outbox.ts';
import type { LoadedPage } from '../pages/use-task-pages.ts';
import { shownTasks, type ListedTasks } from './shown-tasks.ts';

const nothing: OutboxState = {
  adding: new Map(),
  pendingChanges: new Map(),
  pendingPlaces: [],
  known: new Map(),
  addedAs: new Map(),
};

function page(askedAt: number, items: LoadedPage['items'], nextCursor: string | null = null) {
  return { items, nextCursor, askedAt };
}

function titlesOf(listed: Partial<ListedTasks>): string[] {
  const all = {
    pages: [],
    whole: true,
    outbox: nothing,
    belongs: () => true,
    edited: [],
    places: new Map(),
    ...listed,
  };
  return shownTasks(all).map((each) => each.title);
}

const milk = task('Milk', { dueOn: '2099-01-01' });
const bread = task('Bread', { dueOn: '2099-01-02' });

it('shows a task once that moved between two pages while they were loading', () => {
  expect(titlesOf({ pages: [page(1, [milk, bread]), page(2, [bread])] })).toEqual([
    'Milk',
    'Bread',
  ]);
});

it('believes the later word on a task, whoever has it', () => {
  const known = new Map([[milk.id, { task: { ...milk, title: 'Oat milk' }, at: 2 }]]);
  const outbox = { ...nothing, known };
  expect(titlesOf({ pages: [page(1, [milk])], outbox })).toEqual(['Oat milk']);
  expect(titlesOf({ pages: [page(3, [milk])], outbox })).toEqual(['Milk']);
});

it('keeps what it knows to be there while pages are missing, and drops what all of them lack', () => {
  const outbox = { ...nothing, known: new Map([[bread.id, { task: bread, at: 2 }]]) };
  const pages = [page(3, [milk], 'next')];
  expect(titlesOf({ pages, outbox, whole: false })).toEqual(['Milk', 'Bread']);
  expect(titlesOf({ pages, outbox, whole: true })).toEqual(['Milk']);
});

it('does not bring back what it has deleted from an answer that was asked for before', () => {
  const outbox = { ...nothing, known: new Map([[milk.id, { task: null, at: 2 }]]) };
  expect(titlesOf({ pages: [page(1, [milk, bread])], outbox })).toEqual(['Bread']);
  // It was restored elsewhere.
  expect(titlesOf({ pages: [page(3, [milk, bread])], outbox })).toEqual(['Milk', 'Bread']);
});

it('applies changes in their order over whatever the server says', () => {
  const pendingChanges = new Map([
    [
      milk.id,
      [
        { kind: 'change' as const, changes: { completed: true } },
        { kind: 'change' as const, changes: { completed: false, title: 'Oat milk' } },
      ],
    ],
    [bread.id, [{ kind: 'remove' as const }]],
  ]);
  const shown = shownTasks({
    pages: [page(9, [milk, bread])],
    whole: true,
    outbox: { ...nothing, pendingChanges },
    belongs: () => true,
    edited: [],
    places: new Map(),
  });
  expect(shown).toEqual([{ ...milk, title: 'Oat milk' }]);
});

it('keeps a task whose form is open although it is gone', () => {
  expect(titlesOf({ pages: [page(1, [bread])], edited: [milk] })).toEqual(['Milk', 'Bread']);
});

it('keeps a completed task at the place that is held for it', () => {
  const done = { ...milk, completedAt: '2026-01-01T00:00:00Z' };
  const pages = [page(1, [bread, done])];
  expect(titlesOf({ pages })).toEqual(['Bread', 'Milk']);
  expect(titlesOf({ pages, places: new Map([[milk.id, milk]]) })).toEqual(['Milk', 'Bread']);
});

it('applies places in the order of the wishes, whichever task was given one first', () => {
  const [a, b, c] = ['a0', 'a1', 'a2'].map((position) => task(position, { position }));
  if (!a || !b || !c) throw new Error('a task is missing');
  const pendingPlaces = [
    { taskId: b.id, place: { afterId: c.id } },
    { taskId: a.id, place: { afterId: b.id } },
  ];
  const pendingChanges = new Map([
    [a.id, [{ kind: 'place' as const, place: { afterId: b.id } }]],
    [b.id, [{ kind: 'place' as const, place: { afterId: c.id } }]],
  ]);
  const outbox = { ...nothing, pendingChanges, pendingPlaces };
  expect(titlesOf({ pages: [page(1, [a, b, c])], outbox, byHand: true })).toEqual([
    'a2',
    'a1',
    'a0',
  ]);
});

it('has what a pending change brings from another list, and nothing that only another list has', () => {
  const moved = new Map([
    [bread.id, [{ kind: 'change' as const, changes: { dueOn: milk.dueOn } }]],
  ]);
  const titled = new Map([[milk.id, [{ kind: 'change' as const, changes: { title: 'Oat' } }]]]);
  const holds = ({ dueOn }: typeof milk) => dueOn === milk.dueOn;
  const elsewhere = (id: string) => [milk, bread].find((each) => each.id === id) ?? null;
  const brought = (pendingChanges: OutboxState['pendingChanges']) =>
    titlesOf({ holds, elsewhere, outbox: { ...nothing, pendingChanges } });
  expect(brought(moved)).toEqual(['Bread']);
  expect(brought(titled)).toEqual([]);
});
