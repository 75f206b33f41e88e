import { newId } from '@taskora/ui';

import type { Happened } from './happened.tsx';

/** Something that this page did and can take back. */
export interface Step {
  happened: Happened;
  /** The server's names for the changes, in the order in which they were made. */
  changes: readonly { id: string; key: string }[];
}

/** The key belongs to the wish to undo this change, however often it has to be sent. */
export function stepOf(happened: Happened, changeIds: readonly string[]): Step {
  return { happened, changes: changeIds.map((id) => ({ id, key: newId() })) };
}

/** The steps of this page: the last one is undone first, and what was undone last is redone first. */
export class UndoStack {
  readonly #done: Step[] = [];
  readonly #undone: Step[] = [];

  did(step: Step): void {
    this.#done.push(step);
    this.#undone.length = 0;
  }

  lastDone(): Step | undefined {
    return this.#done.at(-1);
  }

  lastUndone(): Step | undefined {
    return this.#undone.at(-1);
  }

  /** A step was taken back; `redo` takes back the taking back. */
  undid(step: Step, redo: Step): void {
    this.#remove(this.#done, step);
    this.#undone.push(redo);
  }

  redid(redo: Step, step: Step): void {
    this.#remove(this.#undone, redo);
    this.#done.push(step);
  }

  #remove(steps: Step[], step: Step): void {
    const index = steps.indexOf(step);
    if (index >= 0) steps.splice(index, 1);
  }
}
