import { activity } from '../testing/fake-activity.ts';
import { changesOf, hasHiddenRedo, nextRedo, nextUndo } from './changes-of.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const done = (id: string, minute: number, rest: Parameters<typeof activity>[0] = {}) =>
  activity({ changeId: id, createdAt: at(minute), memberId: 'ada', ...rest });
const undone = (id: string, minute: number, undoMinute: number) =>
  done(id, minute, { undoneAt: at(undoMinute), undoneBy: `undo-${id}` });
const undo = (id: string, minute: number) =>
  done(`undo-${id}`, minute, { kind: 'undone', undoes: id });

it('puts together the entries of one change, also of two pages', () => {
  const [a, b] = [done('both', 2, { title: 'a' }), done('both', 2, { title: 'b' })];
  const changes = changesOf([a, b, done('other', 1)]);
  expect(changes.map(({ id, entries }) => [id, entries.length])).toEqual([
    ['both', 2],
    ['other', 1],
  ]);
});

it('counts all that a change is about, also what is not listed', () => {
  const cut = done('cut', 3, { changeCount: 40 });
  expect(changesOf([cut]).map(({ count }) => count)).toEqual([40]);
  const halves = ['own', 'shared'].map((spaceId) =>
    done(`in ${spaceId}`, 2, { spaceId, actionId: 'bulk', changeCount: 3 }),
  );
  const [both] = changesOf(halves);
  expect(both).toMatchObject({ count: 6, changeIds: ['in own', 'in shared'] });
});

it('takes what was moved between spaces for one thing', () => {
  const halves = ['shared', 'own'].map((spaceId) =>
    done(`in ${spaceId}`, 2, { spaceId, actionId: 'move', entityId: 'milk', kind: 'moved' }),
  );
  const [move, ...rest] = changesOf(halves);
  expect(rest).toEqual([]);
  expect(move).toMatchObject({ id: 'in shared', count: 1, entries: [{ spaceId: 'shared' }] });
});

describe('step by step', () => {
  it('goes back from the newest that holds, and leaves undos and what others did alone', () => {
    const theirs = done('theirs', 9, { memberId: 'ben' });
    const changes = changesOf([theirs, undo('b', 8), undone('b', 2, 8), done('a', 1)]);
    expect(nextUndo(changes, 'ada')?.id).toBe('a');
    expect(nextUndo(changes, 'ben')?.id).toBe('theirs');
    expect(nextUndo([], 'ada')).toBeNull();
    const invited = done('invited', 10, { entity: 'member' });
    expect(nextUndo(changesOf([invited, done('a', 1)]), 'ada')?.id).toBe('a');
  });

  it('goes on behind one that was refused', () => {
    const changes = changesOf([done('b', 2), done('a', 1)]);
    expect(nextUndo(changes, 'ada', new Set(['b']))?.id).toBe('a');
    expect(nextUndo(changes, 'ada', new Set(['a', 'b']))).toBeNull();
  });

  it('does not do again what somebody else took back', () => {
    const theirs = { ...undo('b', 9), memberId: 'ben' };
    const own = [undo('a', 8), done('b', 2, { undoneAt: at(9), undoneBy: 'undo-b' })];
    const changes = changesOf([theirs, ...own, undone('a', 1, 8)]);
    expect(nextRedo(changes, 'ada')?.id).toBe('a');
    expect(nextRedo(changesOf([theirs, ...own]), 'ada')).toBeNull();
  });

  it('goes forward in the order in which it went back', () => {
    const changes = changesOf([undo('a', 9), undo('b', 8), undone('b', 2, 8), undone('a', 1, 9)]);
    expect(nextRedo(changes, 'ada')?.id).toBe('a');
  });

  it('goes no more forward once something else was done', () => {
    const before = [undo('a', 5), undone('a', 1, 5)];
    expect(nextRedo(changesOf(before), 'ada')?.id).toBe('a');
    expect(nextRedo(changesOf([done('c', 6), ...before]), 'ada')).toBeNull();
    const theirs = done('theirs', 6, { memberId: 'ben' });
    expect(nextRedo(changesOf([theirs, ...before]), 'ada')?.id).toBe('a');
  });

  it('goes on to what is not listed yet where the person has undone it', () => {
    const undoOfOld = undo('old', 9);
    expect(hasHiddenRedo(changesOf([undoOfOld]), 'ada')).toBe(true);
    expect(hasHiddenRedo(changesOf([undoOfOld]), 'ben')).toBe(false);
    expect(hasHiddenRedo(changesOf([undoOfOld, undone('old', 1, 9)]), 'ada')).toBe(false);
  });
});
