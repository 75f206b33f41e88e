import { task } from '../../testing/fake-tasks.ts';
import { dueDayHere, dueHere } from './due-day.ts';
import { givenBy, isIn, searchOf, viewIn, type View } from './view.ts';

const id = '00000000-0000-7000-8000-00000000000f';

describe('the address of a view', () => {
  const views: View[] = [
    { kind: 'all' },
    { kind: 'inbox' },
    { kind: 'today' },
    { kind: 'upcoming' },
    { kind: 'mine' },
    { kind: 'trash' },
    { kind: 'project', id },
    { kind: 'saved', id },
    { kind: 'tag', tag: 'next week & “later”' },
    { kind: 'space', id },
    { kind: 'calendar', by: 'month', on: null },
    { kind: 'calendar', by: 'week', on: '2026-11-30' },
    { kind: 'day', on: '2028-02-29' },
  ];

  it.each(views)('is read as it is written: $kind', (view) => {
    expect(viewIn(searchOf(view))).toEqual(view);
  });

  it.each([
    '?view=tomorrow',
    '?project=1',
    '?project=%22',
    '?x=1',
    '?day=2026-02-29',
    '?day=0001-01-01',
  ])('%s is all tasks', (search) => {
    expect(viewIn(search)).toEqual({ kind: 'all' });
  });
});

describe('what is shared', () => {
  it('is in the view of its space, and in that of whom it is assigned to', () => {
    const one = task('x', { spaceId: id, assigneeId: 'bob' });
    const isHere = (view: View, reader: string) => isIn(view, one, '2026-12-24', reader);
    expect(isHere({ kind: 'space', id }, 'ada')).toBe(true);
    expect(isHere({ kind: 'space', id: id.replace('f', 'e') }, 'ada')).toBe(false);
    expect(isHere({ kind: 'mine' }, 'bob')).toBe(true);
    expect(isHere({ kind: 'mine' }, 'ada')).toBe(false);
  });

  it('is written into the space of the view', () => {
    const given = givenBy({ kind: 'space', id }, { today: '2026-12-24', project: null });
    expect(given).toEqual({ spaceId: id });
  });
});

describe('the day on which a task is due', () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const hoursFrom = (zone: string, at: string) =>
    (Date.parse(new Date(at).toLocaleString('en-US', { timeZone: zone })) -
      Date.parse(new Date(at).toLocaleString('en-US', { timeZone }))) /
    3_600_000;

  it('is its own where it has no time, or one that is meant wherever one is', () => {
    expect(dueDayHere({ dueOn: '2026-12-24', dueTime: null, dueZone: null })).toBe('2026-12-24');
    const floating = { dueOn: '2026-12-24', dueTime: '23:59:00', dueZone: null };
    expect(dueDayHere(floating)).toBe('2026-12-24');
    expect(dueDayHere({ dueOn: null, dueTime: null, dueZone: null })).toBeNull();
  });

  it.each([
    ['Pacific/Kiritimati', '00:30:00'],
    ['Pacific/Pago_Pago', '23:30:00'],
    ['America/New_York', '02:30:00'],
  ])('is the reader’s own of a time in %s', (dueZone, dueTime) => {
    // Also on the day on which the clocks of New York go forward, at a time that they leave out.
    const dueOn = '2026-03-08';
    const ahead = hoursFrom(dueZone, '2026-03-08T12:00:00Z');
    const shown = Date.parse(`${dueOn}T${dueTime}Z`) - ahead * 3_600_000;
    expect(dueDayHere({ dueOn, dueTime, dueZone })).toBe(
      new Date(shown).toISOString().slice(0, 10),
    );
  });

  it('has the time of the reader’s clocks', () => {
    const away = { dueOn: '2026-06-15', dueTime: '12:00:00', dueZone: 'Asia/Kolkata' };
    const shown = new Date('2026-06-15T06:30:00Z').toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(dueHere(away)?.time).toBe(shown);
    expect(dueHere({ ...away, dueZone: null })?.time).toBe('12:00');
    expect(dueHere({ ...away, dueTime: null })?.time).toBeNull();
  });

  it('decides between today and upcoming', () => {
    const one = task('x', { dueOn: '2026-12-24' });
    expect(isIn({ kind: 'today' }, one, '2026-12-24', 'ada')).toBe(true);
    expect(isIn({ kind: 'upcoming' }, one, '2026-12-24', 'ada')).toBe(false);
    expect(isIn({ kind: 'upcoming' }, one, '2026-12-23', 'ada')).toBe(true);
  });
});
