import type { FollowingChanges, PauseDays, Recurrence, Task } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import { following, task, type FakeTasks } from './fake-tasks.ts';

interface Asked {
  path: string;
  body: Record<string, unknown>;
}

interface Series {
  store: FakeTasks;
  nextOccurrenceOn: string | null;
}

/** The pauses of a series without the one that has a day, or with it until then. */
function resumed({ pauses }: Recurrence, on: string): Recurrence['pauses'] {
  return pauses.flatMap((pause) => {
    const covers = pause.startOn <= on && (pause.resumedOn ?? '9') > on;
    if (!covers) return [pause];
    return pause.startOn < on ? [{ ...pause, resumedOn: on }] : [];
  });
}

/** A later occurrence and all that follow become a task of their own. */
function split(store: FakeTasks, known: Task, asked: FollowingChanges): Answer {
  const { occurrenceOn: dueOn, changes } = asked;
  const series = { ...known.recurrence, ...changes.recurrence, startOn: dueOn, originalOn: dueOn };
  const before = { ...known, version: known.version + 1 };
  const made = task(known.title, { dueOn, recurrence: series as Recurrence });
  const replaced = [
    { before: known, after: before },
    { before: null, after: made },
  ];
  const headers = { 'change-id': store.changeEach('changed', replaced) };
  return { status: 200, body: { before, following: made }, headers };
}

/** What is asked of a task that recurs beside its fields; null for what is about something else. */
export function changeSeries({ store, nextOccurrenceOn }: Series, asked: Asked): Answer | null {
  const [, id, verb] = /^\/api\/v1\/tasks\/([^/]+)\/recurrence\/(\w+)$/u.exec(asked.path) ?? [];
  if (verb === undefined) return null;
  const known = store.find(id);
  const recurrence = known?.recurrence;
  if (!known || !recurrence) return problem(422, 'It does not recur.');
  if (verb === 'split') return split(store, known, asked.body as unknown as FollowingChanges);
  const pauses = {
    skip: recurrence.pauses,
    pause: [...recurrence.pauses, asked.body as unknown as PauseDays],
    resume: resumed(recurrence, String(asked.body['resumedOn'])),
  }[verb];
  if (!pauses) return problem(404, 'Not Found');
  const on = String(asked.body['occurrenceOn']);
  const isLater = verb === 'skip' && on !== recurrence.originalOn;
  const skippedOn = isLater ? [...recurrence.skippedOn, on] : recurrence.skippedOn;
  const changed: Task = {
    ...known,
    recurrence: { ...recurrence, pauses, skippedOn },
    ...(verb === 'skip' && !isLater && following(known, nextOccurrenceOn)),
    version: known.version + 1,
  };
  const headers = { 'change-id': store.change('changed', known, changed) };
  return { status: 200, body: changed, headers };
}
