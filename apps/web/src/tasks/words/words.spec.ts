import { lengthText, minutesIn } from './length-text.ts';
import { recurrenceText } from './recurrence-text.ts';
import { timeText } from './time-text.ts';

describe('a recurrence in words', () => {
  it.each([
    ['FREQ=DAILY', 'Every day'],
    ['RRULE:FREQ=DAILY;INTERVAL=3;COUNT=10', 'Every 3 days, 10 times'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'Every 2 weeks on Monday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU', 'Every working day'],
    [
      'FREQ=WEEKLY;UNTIL=20270501;BYDAY=MO,TH',
      'Every week on Monday and Thursday, until 1 May 2027',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD', 'Every month on the 31st'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,-1', 'Every month on the 1st and last day'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Every month on the last working day'],
    ['FREQ=MONTHLY;INTERVAL=3', 'Every 3 months'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', 'Every year on 24 December'],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', 'Every year on the last Monday of May'],
    ['FREQ=YEARLY;BYMONTH=3', 'Every year in March'],
  ])('says %s', (rule, text) => {
    expect(recurrenceText({ rule, anchor: 'due' })).toBe(text);
  });

  it('says from which day it counts', () => {
    const text = recurrenceText({ rule: 'FREQ=WEEKLY', anchor: 'completion' });
    expect(text).toBe('Every week, counted from when it is done');
  });

  it.each(['FREQ=HOURLY', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,2', 'FREQ=DAILY;BYHOUR=3', ''])(
    'claims no more of %s than that it repeats',
    (rule) => {
      expect(recurrenceText({ rule, anchor: 'due' })).toBe('By a rule of its own');
    },
  );
});

describe('a length of time', () => {
  it.each([
    ['90', 90],
    ['1 h 30 min', 90],
    ['1h30m', 90],
    ['2 hours', 120],
    ['45 minutes', 45],
  ])('is read from %s', (text, minutes) => {
    expect(minutesIn(text)).toBe(minutes);
  });

  it.each(['', 'soon', '1.5', '-5', '5 h x'])('is not read from “%s”', (text) => {
    expect(minutesIn(text)).toBeNull();
  });

  it('is read as it is said', () => {
    for (const minutes of [5, 60, 95, 1440]) expect(minutesIn(lengthText(minutes))).toBe(minutes);
  });
});

describe('a time', () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

  it('has its place where other clocks are meant', () => {
    expect(timeText({ dueTime: '17:00:00', dueZone: 'America/New_York' })).toBe('17:00 New York');
    expect(timeText({ dueTime: '17:00:00', dueZone: timeZone })).toBe('17:00');
    expect(timeText({ dueTime: '17:00:00', dueZone: null })).toBe('17:00');
    expect(timeText({ dueTime: null, dueZone: null })).toBeNull();
  });
});
