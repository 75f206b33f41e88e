import { nothingSelected, withAll, withoutIds, withRange, withToggled } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const idsOf = ({ ids }: typeof nothingSelected) => [...ids].sort();

it('takes a row in, and out again', () => {
  const one = withToggled(nothingSelected, 'b');
  expect(idsOf(withToggled(one, 'd'))).toEqual(['b', 'd']);
  expect(idsOf(withToggled(one, 'b'))).toEqual([]);
});

it('has a range from the row that was pressed last, in either direction', () => {
  const one = withToggled(nothingSelected, 'c');
  expect(idsOf(withRange(one, 'e', shown))).toEqual(['c', 'd', 'e']);
  expect(idsOf(withRange(one, 'a', shown))).toEqual(['a', 'b', 'c']);
});

it('leaves no rows behind when a range becomes shorter, and keeps what was there before it', () => {
  const some = withToggled(withToggled(nothingSelected, 'a'), 'c');
  const longer = withRange(some, 'e', shown);
  expect(idsOf(longer)).toEqual(['a', 'c', 'd', 'e']);
  expect(idsOf(withRange(longer, 'd', shown))).toEqual(['a', 'c', 'd']);
});

it('begins a range at its own row where none was pressed, or that one is gone', () => {
  expect(idsOf(withRange(nothingSelected, 'b', shown))).toEqual(['b']);
  expect(idsOf(withRange(withToggled(nothingSelected, 'gone'), 'b', shown))).toEqual(['b', 'gone']);
});

it('loses what was done, and is over where nothing else of it is shown', () => {
  const some = withToggled(withToggled(nothingSelected, 'a'), 'c');
  const rest = withoutIds(some, new Set(['a']), shown);
  expect(rest && idsOf(rest)).toEqual(['c']);
  expect(withoutIds(some, new Set(['a', 'c']), shown)).toBeNull();
  expect(withoutIds(some, new Set(['a']), ['a', 'b'])).toBeNull();
});

it('stays as it is where nothing of it was done, even if it is empty yet', () => {
  const another = withToggled(nothingSelected, 'b');
  expect(withoutIds(another, new Set(['a']), shown)).toBe(another);
  expect(withoutIds(nothingSelected, new Set(['a']), shown)).toBe(nothingSelected);
});

it('takes in all that is shown', () => {
  expect(idsOf(withAll(shown))).toEqual(shown);
});
