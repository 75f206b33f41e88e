import type { Task } from '@taskora/api-client';

import { task } from '../../testing/fake-tasks.ts';
import { changesIn, draftOf, rebased, type EditValues } from './edit-draft.ts';
import { fieldsInConflict, fieldsKept } from './field-groups.ts';

const [berlin, newYork] = ['Europe/Berlin', 'America/New_York'];
const base = task('Pay the rent', {
  dueOn: '2099-01-05',
  dueTime: '17:00:00',
  dueZone: newYork,
});
const changedElsewhere = (changes: Partial<Task>): Task => ({
  ...base,
  ...changes,
  version: base.version + 1,
});
const changedHere = (values: Partial<EditValues>) => ({ ...draftOf(base), ...values });

/** What is sent once it is decided whose values there shall be. */
function sent(values: Partial<EditValues>, elsewhere: Partial<Task>, whose: 'mine' | 'theirs') {
  const draft = changedHere(values);
  const latest = changedElsewhere(elsewhere);
  return changesIn(rebased(draft, latest, fieldsKept(draft, latest, whose)));
}

describe('the zone of a time', () => {
  it('goes with one’s own time, also where only the other side has changed it', () => {
    const elsewhere = { dueTime: '09:00:00', dueZone: berlin };
    expect(sent({ dueTime: '10:00' }, elsewhere, 'mine')).toEqual({
      dueTime: '10:00',
      dueZone: newYork,
    });
    expect(sent({ dueTime: '10:00' }, elsewhere, 'theirs')).toEqual({});
  });

  it('is asked for where the time is another one of the same clock', () => {
    const draft = changedHere({ dueTime: '10:00' });
    expect(fieldsInConflict(draft, changedElsewhere({ dueZone: berlin }))).toEqual([
      'dueTime',
      'dueZone',
    ]);
  });

  it('is not sent with a time that is taken away', () => {
    expect(sent({ dueTime: '' }, { dueTime: '09:00:00' }, 'mine')).toEqual({ dueTime: null });
  });
});
