import { dayAfter } from '../words/day-text.ts';
import { addMonths, daysBetween, monthsBetween, weekdayOf, weekOf, weeksOfMonth } from './days.ts';

it('counts days over changes of the clocks, leap days and the ends of years', () => {
  expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30');
  expect(dayAfter('2026-10-24', 2)).toBe('2026-10-26');
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayAfter('2027-01-01', -1)).toBe('2026-12-31');
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
});

it('goes to the last day of a shorter month', () => {
  expect(addMonths('2026-10-31', 1)).toBe('2026-11-30');
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
});

it('counts months over the ends of years', () => {
  expect(monthsBetween('2026-06-30', '2026-07-01')).toBe(1);
  expect(monthsBetween('2027-01-01', '2026-12-31')).toBe(-1);
  expect(monthsBetween('2026-06-01', '2026-06-30')).toBe(0);
});

it('begins weeks on the day that is asked for', () => {
  expect(weekdayOf('2026-11-30')).toBe(0);
  expect(weekOf('2026-11-30', 0)).toEqual([
    '2026-11-30',
    '2026-12-01',
    '2026-12-02',
    '2026-12-03',
    '2026-12-04',
    '2026-12-05',
    '2026-12-06',
  ]);
  expect(weekOf('2026-11-30', 6)[0]).toBe('2026-11-29');
  expect(weekOf('2026-11-29', 6)[0]).toBe('2026-11-29');
  expect(weekOf('2026-11-28', 5).at(-1)).toBe('2026-12-04');
});

it('has every week with a day of the month, and no other', () => {
  const november = weeksOfMonth('2026-11-15', 0);
  expect(november).toHaveLength(6);
  expect(november[0]?.[0]).toBe('2026-10-26');
  expect(november.at(-1)?.at(-1)).toBe('2026-12-06');
  // A February of four whole weeks.
  expect(weeksOfMonth('2027-02-10', 0)).toHaveLength(4);
  expect(weeksOfMonth('2026-12-31', 0).at(-1)?.at(-1)).toBe('2027-01-03');
});
