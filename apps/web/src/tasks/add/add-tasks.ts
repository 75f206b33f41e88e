import type { NewTask } from '@taskora/api-client';
import { newId } from '@taskora/ui';

import type { EditDraft } from '../edit/edit-draft.ts';
import type { Failures } from '../failures/use-failures.ts';
import type { Failed, Outbox, Outcome } from '../outbox/outbox.ts';
import { unconfirmedId } from '../outbox/wish.ts';
import { happenedTo } from '../undo/happened.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { newTaskFrom } from './new-task.ts';
import { withRestInNotes } from './title-text.ts';
import type { AddLine } from './use-add-field.ts';
import type { useReadLine } from './use-read-line.ts';

/** How many of a pasted list's tasks are sent at a time. */
const sentAtOnce = 4;

export interface AddingWith {
  outbox: Outbox;
  readLine: ReturnType<typeof useReadLine>;
  undo: Undo;
  failures: Failures;
  /** The row of that id has come to its place. */
  onArrive: (id: string) => void;
}

type Send = () => Promise<Outcome>;

/** Gives what sends the line: called again, it is the same task under the same key. */
function sending({ outbox, readLine, onArrive }: AddingWith, added: AddLine): Send {
  const { line, kept, shown, moment, restInNotes } = added;
  const key = newId();
  let understood: NewTask | null = null;
  const prepare = async (): Promise<NewTask> => {
    if (understood) return understood;
    const task = newTaskFrom(line, await readLine(line, moment), kept);
    understood = restInNotes ? withRestInNotes(task) : task;
    return understood;
  };
  return async function send(): Promise<Outcome> {
    const sent = outbox.add({ line: shown.title, dueOn: shown.dueOn, key, prepare });
    onArrive(unconfirmedId(key));
    const outcome = await sent;
    if (!outcome.ok) return { ...outcome, repeat: send };
    // Its date was not known before, so its place is another now.
    if (outcome.task?.dueOn !== shown.dueOn) onArrive(unconfirmedId(key));
    return outcome;
  };
}

/** Adds what is written in the quick add. */
export function taskAdder(adding: AddingWith) {
  const { outbox, undo, failures, onArrive } = adding;

  async function sayAdded(send: Send): Promise<Outcome> {
    undo.begin();
    const outcome = await send();
    if (!outcome.ok) return { ...outcome, repeat: () => sayAdded(outcome.repeat) };
    if (outcome.task) undo.did(happenedTo('added', outcome.task.title), [outcome.changeId]);
    return outcome;
  }

  async function sendAll(senders: readonly Send[], id: string): Promise<void> {
    undo.begin();
    const waiting = [...senders];
    const titles: string[] = [];
    const changeIds: (string | null)[] = [];
    const failed: Failed[] = [];
    const work = async (): Promise<void> => {
      for (let send = waiting.shift(); send; send = waiting.shift()) {
        const outcome = await send();
        if (!outcome.ok) failed.push(outcome);
        else if (outcome.task) {
          titles.push(outcome.task.title);
          changeIds.push(outcome.changeId);
        }
      }
    };
    await Promise.all(Array.from({ length: sentAtOnce }, work));
    if (titles.length > 0) undo.did({ verb: 'added', titles, count: titles.length }, changeIds);
    if (failed[0]) {
      failures.report({
        id,
        title: `${failed.length} of ${senders.length} tasks were not added.`,
        error: failed[0].error,
        retry: () =>
          void sendAll(
            failed.map((each) => each.repeat),
            id,
          ),
      });
    }
  }

  /** For words that are in no field any more. */
  function reportLost(line: string, failure: Failed): void {
    const id = newId();
    const report = (last: Failed): void =>
      failures.report({
        id,
        title: `“${line}” was not added.`,
        error: last.error,
        retry: () => {
          void last.repeat().then((outcome) => {
            if (!outcome.ok) report(outcome);
          });
        },
      });
    report(failure);
  }

  return {
    addLine: (line: AddLine): Promise<Outcome> => sayAdded(sending(adding, line)),

    /** Adds the words of a form whose task is gone; gives whether that was done. */
    async addDraft({ base, title, dueOn }: EditDraft): Promise<boolean> {
      const task = { title: title.trim(), notes: base.notes, dueOn: dueOn === '' ? null : dueOn };
      const key = newId();
      const outcome = await sayAdded(async () => {
        const sent = outbox.add({
          line: task.title,
          dueOn: task.dueOn,
          key,
          prepare: async () => task,
        });
        onArrive(unconfirmedId(key));
        return sent;
      });
      if (!outcome.ok) reportLost(task.title, outcome);
      return outcome.ok;
    },

    addEach(lines: readonly string[]): void {
      const moment = new Date();
      const kept: AddLine['kept'] = new Set();
      const senders = lines.map((line) => {
        const shown = { title: line, dueOn: null };
        return sending(adding, { line, kept, shown, moment, restInNotes: true });
      });
      void sendAll(senders, newId());
    },

    reportLost,
  };
}
