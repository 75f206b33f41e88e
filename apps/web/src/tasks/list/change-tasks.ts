import { isUnknownOutcome, type Task, type TaskChanges, type TaskPlace } from '@taskora/api-client';

import { ownZone } from '../add/typed.ts';
import type { EditDraft } from '../edit/edit-draft.ts';
import { saveEdit, type Saved } from '../edit/save-edit.ts';
import type { EditForms } from '../edit/use-edit-drafts.ts';
import type { FailureReporter } from '../failures/use-failures.ts';
import type { Outbox, Outcome } from '../outbox/outbox.ts';
import { summaryOf, type Verb } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import type { PositionPins } from './use-pinned-positions.ts';

export interface ChangingWith {
  outbox: Outbox;
  undo: Undo;
  failures: FailureReporter;
  forms: EditForms;
  places: PositionPins;
  /** The row of that id has come to its place. */
  onArrive: (id: string) => void;
}

/** What became of a task; one that recurs is due again as soon as it is completed. */
function verbFor({ task }: Extract<Outcome, { ok: true }>, before: Task): Verb {
  if (!task) return 'deleted';
  if (task.recurrence?.originalOn !== before.recurrence?.originalOn) return 'completed';
  return task.completedAt === null ? 'reopened' : 'completed';
}

/** Of a task that recurs, the occurrence that was seen, on the reader's day: it is done once. */
function occurrenceDone({ originalOn }: NonNullable<Task['recurrence']>): TaskChanges {
  return { completed: true, occurrenceOn: originalOn, timeZone: ownZone() };
}

/** Completes, edits and deletes tasks of the list. */
export function taskChanger({ outbox, undo, failures, forms, places, onArrive }: ChangingWith) {
  /** Changes that were sent as one share their answer, which is said once. */
  const said = new WeakSet<Promise<Outcome>>();
  /** Occurrences that are being completed, by their tasks: what is wished of each may still change. */
  const ticking = new Map<string, (completed: boolean) => void>();

  async function settle(
    task: Task,
    undone: string,
    request: Promise<Outcome>,
    verb?: Verb,
    following?: Promise<Outcome>,
  ): Promise<void> {
    failures.dismiss(task.id);
    const doing = undo.begin();
    const outcome = await request;
    const next = await following;
    // An older change for the task that failed is not to be repeated against this one.
    if (outcome.ok) failures.dismiss(task.id);
    const made = outcome.ok && !said.has(request) ? outcome : null;
    const nextMade = next?.ok && following && !said.has(following) ? next : null;
    const answer = made ?? nextMade;
    if (answer) {
      const happened = summaryOf(verb ?? verbFor(answer, task), answer.task?.title ?? task.title);
      doing.did(happened, [made?.changeId ?? null, nextMade?.changeId ?? null]);
    } else {
      doing.nothing();
    }
    if (!outcome.ok && !said.has(request)) {
      failures.report({
        id: task.id,
        title: `“${task.title}” was not ${undone}.`,
        error: outcome.error,
        retry: () => void settle(task, undone, outcome.repeat(), verb),
      });
    }
    // What comes first was done, and this alone is tried again.
    if (outcome.ok && next?.ok === false && following && !said.has(following)) {
      failures.report({
        id: task.id,
        title: `“${task.title}” was not put at its place.`,
        error: next.error,
        retry: () => void settle(task, 'put at its place', next.repeat(), verb),
      });
    }
    said.add(request);
    if (following) said.add(following);
  }

  /**
   * Completes the open occurrence, and the task goes to the place of the next one. The API reopens none that is
   * over: one that is unticked before the answer is undone.
   */
  async function tick(task: Task, request: Promise<Outcome>, wished = true): Promise<void> {
    let isWished = wished;
    failures.dismiss(task.id);
    const doing = undo.begin();
    const setWished = (completed: boolean): void => {
      isWished = completed;
      outbox.conceal(request, !completed);
    };
    setWished(wished);
    ticking.set(task.id, setWished);
    const outcome = await request;
    ticking.delete(task.id);
    if (!outcome.ok) {
      doing.nothing();
      if (isWished || isUnknownOutcome(outcome.error)) {
        failures.report({
          id: task.id,
          title: isWished
            ? `“${task.title}” was not changed.`
            : `It is not known whether “${task.title}” was completed.`,
          error: outcome.error,
          retry: () => void tick(task, outcome.repeat(), isWished),
        });
      }
      return;
    }
    failures.dismiss(task.id);
    const { task: next, changeId } = outcome;
    const happened = summaryOf(verbFor(outcome, task), next?.title ?? task.title);
    if (!isWished) {
      doing.unwished(happened, [changeId]);
      return;
    }
    if (next?.completedAt === null) places.release(task.id);
    doing.did(happened, [changeId]);
  }

  return {
    complete(task: Task, completed: boolean): void {
      places.hold(task);
      const setWished = ticking.get(task.id);
      if (setWished) setWished(completed);
      else if (task.recurrence && completed) {
        void tick(task, outbox.changeAlone(task.id, occurrenceDone(task.recurrence)));
      } else void settle(task, 'changed', outbox.change(task.id, { completed }));
    },

    rename(task: Task, title: string): void {
      void settle(task, 'renamed', outbox.change(task.id, { title }), 'changed');
    },

    /** Gives it another day or section, and a place there: one move, that is undone as one. */
    relocate(task: Task, changes: TaskChanges, place?: TaskPlace): void {
      // What is refused where an occurrence is over takes nothing else with it; and joined to an earlier
      // move, the place would be undone without its section.
      const isAlone = changes.occurrenceOn !== undefined || place !== undefined;
      const moving = outbox[isAlone ? 'changeAlone' : 'change'](task.id, changes);
      void settle(task, 'moved', moving, 'moved', place && outbox.place(task.id, place));
    },

    place(task: Task, place: TaskPlace): void {
      void settle(task, 'moved', outbox.place(task.id, place), 'moved');
    },

    remove(task: Task): void {
      void settle(task, 'deleted', outbox.remove(task.id));
    },

    edit(task: Task): void {
      places.hold(task);
      forms.begin(task);
    },

    async save(draft: EditDraft): Promise<Saved> {
      const doing = undo.begin();
      const saved = await saveEdit(outbox, draft);
      if (saved.kind !== 'saved') {
        doing.nothing();
        if (saved.kind === 'failed' && isUnknownOutcome(saved.error)) forms.lose(draft);
        return saved;
      }
      const { task, changeId } = saved;
      const { dueOn, projectId } = draft.base;
      if (task.dueOn !== dueOn || task.projectId !== projectId) places.release(task.id);
      if (task.dueOn !== dueOn) onArrive(task.id);
      doing.did(summaryOf('changed', task.title), [changeId]);
      return saved;
    },
  };
}
