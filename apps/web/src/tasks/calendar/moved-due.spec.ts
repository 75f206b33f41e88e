import { dueDayHere } from '../views/due-day.ts';
import { dueOnFor } from './moved-due.ts';

const whole = { dueTime: null, dueZone: null };

it('is the day itself where no zone is named', () => {
  expect(dueOnFor({ dueOn: '2026-11-30', ...whole }, '2026-12-24')).toBe('2026-12-24');
  expect(dueOnFor({ dueOn: null, ...whole }, '2026-12-24')).toBe('2026-12-24');
  const floating = { dueOn: '2026-11-30', dueTime: '23:59:00', dueZone: null };
  expect(dueOnFor(floating, '2026-12-24')).toBe('2026-12-24');
});

// Times at which it is another day here on at least one side of a change of clocks, wherever the tests run.
const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Europe/Berlin'];
const times = ['00:30:00', '05:30:00', '18:30:00', '23:30:00'];
const days = ['2026-03-08', '2026-03-29', '2026-07-01', '2026-10-25', '2026-11-01'];

it.each(zones.flatMap((dueZone) => times.map((dueTime) => [dueZone, dueTime] as const)))(
  'is due on the wished day of the reader: %s, %s',
  (dueZone, dueTime) => {
    for (const from of days) {
      for (const to of days) {
        const dueOn = dueOnFor({ dueOn: from, dueTime, dueZone }, to);
        expect(dueDayHere({ dueOn, dueTime, dueZone })).toBe(to);
      }
    }
  },
);
