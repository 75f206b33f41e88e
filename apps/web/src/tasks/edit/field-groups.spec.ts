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
    const asked = fieldsInConflict(draft, changedElsewhere({ dueZone: berlin }));
    expect(asked).toEqual(expect.arrayContaining(['dueTime', 'dueZone']));
  });

  it('is not sent with a time that is taken away', () => {
    expect(sent({ dueTime: '' }, { dueTime: '09:00:00' }, 'mine')).toEqual({ dueTime: null });
  });
});

describe('fields that depend on each other', () => {
  const due = ['dueOn', 'dueTime', 'dueZone', 'recurrence'];
  const without = { dueOn: null, dueTime: null, dueZone: null };
  const daily = { rule: 'FREQ=DAILY', anchor: 'due' } as const;

  it.each<[string, Partial<EditValues>, Partial<Task>, string[]]>([
    ['a time here, and no day there', { dueTime: '10:00' }, without, due],
    ['a repetition here, and no day there', { recurrence: daily }, without, due],
    ['no day here, and another time there', { dueOn: '', dueTime: '' }, { dueTime: '09:00' }, due],
    [
      'a section here, and another project there',
      { sectionId: 'kitchen' },
      { projectId: 'club' },
      ['projectId', 'sectionId'],
    ],
  ])('are one question: %s', (_, here, there, asked) => {
    expect(fieldsInConflict(changedHere(here), changedElsewhere(there))).toEqual(asked);
  });

  it('are all one’s own, or all of the other side', () => {
    expect(sent({ dueTime: '10:00' }, without, 'mine')).toEqual({
      dueOn: '2099-01-05',
      dueTime: '10:00',
      dueZone: newYork,
    });
    expect(sent({ recurrence: daily }, without, 'mine')).toMatchObject({
      dueOn: '2099-01-05',
      recurrence: daily,
    });
    expect(sent({ dueTime: '10:00', title: 'Rent' }, without, 'theirs')).toEqual({ title: 'Rent' });
    const place = { projectId: 'flat', sectionId: 'kitchen' };
    expect(sent(place, { projectId: 'club', sectionId: 'hall' }, 'mine')).toEqual(place);
    expect(sent(place, { projectId: 'club', sectionId: 'hall' }, 'theirs')).toEqual({});
  });

  it('are no question where both sides wrote the same, or only one of them wrote', () => {
    const later = { dueOn: '2099-02-02' };
    const elsewhere = changedElsewhere({ ...later, dueTime: '09:00:00' });
    expect(fieldsInConflict(changedHere(later), elsewhere)).toEqual([]);
    expect(fieldsInConflict(changedHere({ title: 'Rent' }), elsewhere)).toEqual([]);
  });
});
