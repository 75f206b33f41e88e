import { readBefore } from './read-reminder.ts';
import { bodyOf, inUnits, spanText, whenText, type When } from './reminder-text.ts';

const before = (minutesBefore: number, allDayTime: string | null = null): When => ({
  remindAt: null,
  minutesBefore,
  allDayTime,
});
const atTime = { hasTime: true, allDayTime: '09:00' };
const onDay = { hasTime: false, allDayTime: '09:00' };

describe('a reminder as a sentence', () => {
  it.each([
    [before(0), 'When it is due', 'On the day it is due, at 09:00'],
    [before(15), '15 minutes before it is due', '15 minutes before 09:00 on the day it is due'],
    [before(60), '1 hour before it is due', '1 hour before 09:00 on the day it is due'],
    [
      before(90),
      '1 hour and 30 minutes before it is due',
      '1 hour and 30 minutes before 09:00 on the day it is due',
    ],
    [before(1_440), '1 day before it is due', '1 day before it is due, at 09:00'],
    [before(2_880, '18:00:00'), '2 days before it is due', '2 days before it is due, at 18:00'],
    [before(20_160), '2 weeks before it is due', '2 weeks before it is due, at 09:00'],
  ])('of %j says what it counts from', (when, timed, whole) => {
    expect(whenText(when, atTime)).toBe(timed);
    expect(whenText(when, onDay)).toBe(whole);
  });

  it('says a moment by the clocks of the reader', () => {
    const remindAt = new Date('2099-01-05T17:00').toISOString();
    const when = { remindAt, minutesBefore: null, allDayTime: null };
    expect(whenText(when, atTime)).toBe('On 5 Jan 2099 at 17:00');
    expect(bodyOf(when)).toEqual({ remindAt });
  });

  it('says weeks of whole weeks alone', () => {
    expect(spanText(10_080 + 1_440)).toBe('8 days');
    expect(inUnits(10_080 + 1_440)).toEqual({ count: 8, minutes: 1_440 });
    expect(inUnits(90)).toEqual({ count: 90, minutes: 1 });
  });
});

describe('what is written of a reminder', () => {
  it.each([
    ['15 minutes before', before(15)],
    ['15min before', before(15)],
    ['an hour before it is due', before(60)],
    ['Half an hour before', before(30)],
    ['1 hour and 30 minutes before', before(90)],
    ['remind me two days before at 6pm', before(2_880, '18:00')],
    ['the day before at 18:30', before(1_440, '18:30')],
    ['1 week earlier', before(10_080)],
    ['when it is due', before(0)],
    ['on the day at noon', before(0, '12:00')],
    ['1 day before at 12 am', before(1_440, '00:00')],
    ['the evening before', before(1_440, '18:00')],
    ['the evening before it is due at 8', before(1_440, '20:00')],
    ['the evening before at 19:30', before(1_440, '19:30')],
  ])('“%s” is so long before the due date', (text, when) => {
    expect(readBefore(text, null)).toEqual(when);
  });

  it.each([
    '',
    'before',
    'tomorrow at 9',
    'a month before',
    '0 minutes before',
    '1 day before at 25:00',
    '1 day before at 13pm',
    '400 days before',
    'ten blue days before',
    '1 day after',
    'the evening before at 8am',
  ])('“%s” is not', (text) => {
    expect(readBefore(text, null)).toBeNull();
  });

  it.each([
    ['the day before', before(1_440)],
    ['the day before at 6pm', before(1_380)],
    ['the evening before', before(1_380)],
    ['2 days before at 9', before(3_360)],
    ['on the day at noon', before(300)],
    ['on the day at 5pm', before(0)],
    ['on the day at 6pm', 'unfit'],
    ['2 hours before at 6pm', 'unfit'],
    ['2 hours before at 25:00', null],
  ])('“%s” is counted from a due time of 17:00', (text, when) => {
    expect(readBefore(text, '17:00')).toEqual(when);
  });

  it('is read back from what it says', () => {
    for (const minutes of [0, 5, 60, 95, 1_440, 1_500, 10_080]) {
      expect(readBefore(whenText(before(minutes), atTime), '17:00')).toEqual(before(minutes));
    }
  });
});
