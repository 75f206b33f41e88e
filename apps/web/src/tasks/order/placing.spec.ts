import { task } from '../../testing/fake-api.ts';
import { compareByHand, placeAt, placeNextTo, withPlaced } from './placing.ts';

const [a, b, c] = ['a0', 'a1', 'a2'].map((position) => task(position, { position })) as [
  ReturnType<typeof task>,
  ReturnType<typeof task>,
  ReturnType<typeof task>,
];
const subtask = task('part of another', { position: 'a15', parentId: a.id });
const tasks = [a, b, subtask, c];
const titles = (list: readonly { title: string }[]) => list.map(({ title }) => title);

it('goes past tasks of other lists, to the next one of its own', () => {
  expect(placeNextTo(tasks, b.id, 1)).toEqual({ afterId: c.id });
  expect(placeNextTo(tasks, c.id, -1)).toEqual({ beforeId: b.id });
});

it('is nowhere beyond the ends of its list', () => {
  expect(placeNextTo(tasks, a.id, -1)).toBeNull();
  expect(placeNextTo(tasks, c.id, 1)).toBeNull();
  expect(placeNextTo(tasks, subtask.id, 1)).toBeNull();
});

it('takes the place of the one that it is put at, which makes room', () => {
  expect(placeAt(tasks, a.id, c.id)).toEqual({ afterId: c.id });
  expect(placeAt(tasks, c.id, a.id)).toEqual({ beforeId: a.id });
  expect(placeAt(tasks, a.id, c.id, 'before')).toEqual({ beforeId: c.id });
});

it('is not put at a task of another list, nor at itself', () => {
  expect(placeAt(tasks, a.id, subtask.id)).toBeNull();
  expect(placeAt(tasks, a.id, a.id)).toBeNull();
});

it('is shown at once', () => {
  expect(titles(withPlaced([a, b, c], a.id, { afterId: b.id }))).toEqual(['a1', 'a0', 'a2']);
  expect(titles(withPlaced([a, b, c], c.id, { beforeId: a.id }))).toEqual(['a2', 'a0', 'a1']);
  // The other one is not shown any more.
  expect(withPlaced([a, b], a.id, { afterId: c.id })).toEqual([a, b]);
});

it('sorts by position as text, what is done behind, and what is being added last', () => {
  const done = task('done', { position: 'Zz', completedAt: '2026-01-01T00:00:00Z' });
  const added = task('added', { position: '' });
  const upper = task('before a0', { position: 'Zz' });
  expect(titles([c, done, added, a, upper].sort(compareByHand))).toEqual([
    'before a0',
    'a0',
    'a2',
    'added',
    'done',
  ]);
});
