import { newSending } from '../add/add-tasks.ts';
import { storedSending, type Sending } from '../add/sending.ts';
import { task } from '../../testing/fake-tasks.ts';
import { draftOf, newTaskOf } from './edit-draft.ts';

describe('a form as a task of its own', () => {
  const series = {
    rule: 'FREQ=DAILY',
    anchor: 'due',
    catchUp: true,
    startOn: '2099-01-05',
    firstOn: null,
    originalOn: '2099-01-05',
    skippedOn: [],
    moved: [],
    pauses: [],
  } as const;
  const base = task('Water', {
    parentId: 'garden',
    assigneeId: 'bob',
    dueOn: '2099-01-05',
    recurrence: { ...series, skippedOn: [], moved: [], pauses: [] },
  });

  it('has what no field shows: its parent, who does it, and that what is missed becomes due', () => {
    expect(newTaskOf(draftOf(base))).toMatchObject({
      parentId: 'garden',
      assigneeId: 'bob',
      spaceId: base.spaceId,
      recurrence: { rule: 'FREQ=DAILY', anchor: 'due', catchUp: true },
    });
  });

  it('has none of it where it was not there', () => {
    expect(newTaskOf(draftOf(task('Read')))).toEqual({ title: 'Read', notes: '', dueOn: null });
  });

  it('is the same when it is sent again after a reload', () => {
    const made = newTaskOf(draftOf(base)) as NonNullable<Sending['task']>;
    const kept = JSON.stringify(newSending('Water', { task: made }));
    expect(storedSending(kept)?.task).toEqual(made);
  });
});
