import fc from 'fast-check';
import {
  addMonths,
  dayOf,
  dayOfMonth,
  easter,
  firstOfWeek,
  isoDay,
  monthOf,
  moved,
  valid,
  weekdayOf,
  yearOf,
} from './days.ts';

const FIRST = dayOf(1, 1, 1);
const LAST = dayOf(9999, 12, 31);
const days = fc.integer({ min: FIRST, max: LAST });
const near = fc.integer({ min: dayOf(1900, 1, 1), max: dayOf(2100, 1, 1) });
const day = (iso: string): number => {
  const [year = 0, month = 0, own = 0] = iso.split('-').map(Number);
  return dayOf(year, month, own);
};

describe('a day', () => {
  it('is the one that its year, month and day make', () => {
    fc.assert(
      fc.property(days, (each) => {
        expect(dayOf(yearOf(each), monthOf(each), dayOfMonth(each))).toBe(each);
      }),
    );
  });

  it('has a weekday that follows that of the day before', () => {
    expect(weekdayOf(day('2026-11-28'))).toBe(5);
    fc.assert(
      fc.property(days, (each) => {
        expect(weekdayOf(each + 1)).toBe((weekdayOf(each) + 1) % 7);
      }),
    );
  });

  it.each([
    [2027, 2, 29],
    [2026, 13, 1],
    [2026, 4, 31],
    [2026, 1, 0],
    [0, 1, 1],
    [10_000, 1, 1],
  ])('is not %d-%d-%d', (year, month, own) => {
    expect(valid(year, month, own)).toBeUndefined();
  });

  it('is written in ten characters, also in the first years', () => {
    expect([isoDay(FIRST), isoDay(day('2026-11-28'))]).toEqual(['0001-01-01', '2026-11-28']);
  });
});

describe('counting', () => {
  it.each([
    ['2026-11-28', 3, 'day', '2026-12-01'],
    ['2026-11-28', -2, 'fortnight', '2026-10-31'],
    ['2026-01-31', 1, 'month', '2026-02-28'],
    ['2026-11-30', 1, 'quarter', '2027-02-28'],
    ['2024-02-29', 1, 'year', '2025-02-28'],
    ['2026-11-27', 1, 'workday', '2026-11-30'],
    ['2026-11-28', 1, 'workday', '2026-11-30'],
    ['2026-11-28', -1, 'workday', '2026-11-27'],
    ['2026-11-27', 6, 'workday', '2026-12-07'],
  ])('from %s by %d %s leads to %s', (from, count, unit, to) => {
    expect(isoDay(moved(day(from), count, unit))).toBe(to);
  });

  it('ends where the calendar does', () => {
    expect(() => moved(LAST, 1, 'day')).toThrow(RangeError);
    expect(() => moved(FIRST, -1, 'month')).toThrow(RangeError);
  });

  it('by months keeps the day, or takes the last one of a shorter month', () => {
    fc.assert(
      fc.property(near, fc.integer({ min: -1000, max: 1000 }), (each, months) => {
        expect(dayOfMonth(addMonths(each, months))).toBeLessThanOrEqual(dayOfMonth(each));
      }),
    );
  });

  it('of weeks begins on the day on which they begin', () => {
    fc.assert(
      fc.property(near, fc.integer({ min: 0, max: 6 }), (each, start) => {
        const first = firstOfWeek(each, 0, start);
        expect([weekdayOf(first), first <= each && each < first + 7]).toEqual([start, true]);
      }),
    );
  });
});

it.each(['1961-04-02', '2000-04-23', '2019-04-21', '2026-04-05', '2038-04-25'])(
  'Easter is on %s',
  (iso) => {
    expect(isoDay(easter(Number(iso.slice(0, 4))))).toBe(iso);
  },
);
