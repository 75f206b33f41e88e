import { weekStartOf } from './week-start.ts';

it.each([
  ['en-GB', 0],
  ['de-DE', 0],
  ['en-US', 6],
  ['ar-EG', 5],
  [null, 0],
])('of %s is day %i of the week', (locale, day) => {
  expect(weekStartOf(locale)).toBe(day);
});
