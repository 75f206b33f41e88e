import { newId } from '@taskora/api-client';

import type { ChangeSummary } from './change-summary.tsx';

/** Something that this page did and can take back. */
export interface Step {
  happened: ChangeSummary;
  /** The server's names for the changes, in the order in which they were made. */
  changes: readonly { id: string; key: string }[];
}

/** The key belongs to the request to undo this change, however often it has to be sent. */
export function stepOf(happened: ChangeSummary, changeIds: readonly string[]): Step {
  return { happened, changes: changeIds.map((id) => ({ id, key: newId() })) };
}

/** Null where nothing was changed after all. */
type Pending = Promise<Step | null>;

/**
 * The steps of this page in the order in which they were asked for, also while the server has not answered
 * yet: the last one is undone first, and what was undone last is redone first.
 */
export class UndoStack {
  readonly #done: Pending[] = [];
  readonly #undone: Pending[] = [];
  readonly #taken = new WeakSet<Step>();

  /** Something is being done; what had been undone before cannot be redone any more. */
  begin(): (step: Step | null) => void {
    this.#undone.length = 0;
    return this.expectDone();
  }

  expectDone(): (step: Step | null) => void {
    return expectOn(this.#done);
  }

  expectUndone(): (redo: Step | null) => void {
    return expectOn(this.#undone);
  }

  get hasDone(): boolean {
    return this.#done.length > 0;
  }

  get hasUndone(): boolean {
    return this.#undone.length > 0;
  }

  takeDone(): Promise<Step | null> {
    return this.#take(this.#done);
  }

  takeUndone(): Promise<Step | null> {
    return this.#take(this.#undone);
  }

  /** It is taken back from a notice, wherever in the order it stands. */
  takeOut(step: Step): void {
    this.#taken.add(step);
  }

  async #take(steps: Pending[]): Promise<Step | null> {
    for (let last = steps.pop(); last; last = steps.pop()) {
      const step = await last;
      if (step && !this.#taken.has(step)) return step;
    }
    return null;
  }
}

function expectOn(steps: Pending[]): (step: Step | null) => void {
  let finish: (step: Step | null) => void = () => undefined;
  steps.push(new Promise((resolve) => (finish = resolve)));
  return finish;
}
