import { recurrenceText } from '../words/recurrence-text.ts';
import { movedRule, partsFor, partsOf, ruleOf, type RuleParts } from './rule-parts.ts';

const monday = '2099-01-05';
const textOf = (rule: string) => recurrenceText({ rule, anchor: 'due' });

describe('the fields of a rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3;COUNT=10',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=20990630;BYDAY=MO,TH',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU',
    'FREQ=MONTHLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;RSCALE=GREGORIAN;SKIP=BACKWARD',
    'FREQ=YEARLY;BYMONTH=5;BYDAY=2MO',
  ])('give %s back as it was', (rule) => {
    const parts = partsOf(rule, monday);
    expect(parts && ruleOf(parts)).toBe(rule);
  });

  it.each([
    ['FREQ=WEEKLY', 'Every week on Monday'],
    ['FREQ=MONTHLY', 'Every month on the 5th'],
    ['FREQ=YEARLY', 'Every year on 5 January'],
    ['rrule:freq=daily;interval=1', 'Every day'],
  ])('have what %s leaves to the day that it counts from', (rule, text) => {
    const parts = partsOf(rule, monday);
    expect(parts && textOf(ruleOf(parts))).toBe(text);
  });

  it.each([
    'FREQ=HOURLY',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=MO',
    'FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYDAY=-2FR',
    'FREQ=WEEKLY;BYMONTH=3',
    'FREQ=DAILY;BYDAY=MO',
    'FREQ=DAILY;UNTIL=20990101T120000Z',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=YEARLY;BYMONTHDAY=5',
    'FREQ=DAILY;BYHOUR=3',
    '',
  ])('are none for %s, of which they would lose a part', (rule) => {
    expect(partsOf(rule, monday)).toBeNull();
  });

  it('say for each period a rule that can be said', () => {
    for (const period of ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const) {
      for (const by of ['date', 'weekday'] as const) {
        const parts: RuleParts = { ...partsFor(period, '2099-01-31'), by, interval: 2 };
        const rule = ruleOf(parts);
        expect(textOf(rule)).not.toBe('By a rule of its own');
        expect(partsOf(rule, monday)).toMatchObject({ period, interval: 2 });
      }
    }
  });
});

describe('a rule whose task is moved to another day for good', () => {
  it.each([
    ['FREQ=WEEKLY', '2099-01-06', 'Every week on Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', '2099-01-06', 'Every 2 weeks on Tuesday and Thursday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU', '2099-01-06', 'Every week on Tuesday'],
    ['FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3', '2099-01-31', 'Every month on the 31st, 3 times'],
    ['FREQ=MONTHLY;BYDAY=1MO', '2099-01-13', 'Every month on the 2nd Tuesday'],
    ['FREQ=MONTHLY;BYDAY=1MO', '2099-01-30', 'Every month on the last Friday'],
    ['FREQ=YEARLY', '2099-02-05', 'Every year on 5 February'],
  ])('%s goes with it to %s', (rule, to, text) => {
    expect(textOf(movedRule(rule, monday, to) ?? '')).toBe(text);
  });

  it('keeps the last day of the month the last, and no month is left out by the move', () => {
    expect(movedRule('FREQ=MONTHLY;BYMONTHDAY=-1', '2099-01-31', '2099-02-28')).toBeNull();
    expect(movedRule('FREQ=MONTHLY;BYMONTHDAY=5', monday, '2099-01-31')).toBe(
      'FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD',
    );
  });

  it.each(['FREQ=DAILY;INTERVAL=3', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=WEEKLY;BYDAY=MO,MO'])(
    'is not offered for %s to the same day or where it says nothing of days',
    (rule) => {
      expect(movedRule(rule, monday, monday)).toBeNull();
    },
  );
});
