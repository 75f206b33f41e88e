/** So many already wait for their turn that one more would only wait in vain. */
export class TooManyWaiting extends Error {
  readonly code = 'TOO_MANY_WAITING';

  constructor() {
    super('too much work of this kind is waiting');
    this.name = 'TooManyWaiting';
  }
}

export interface Turns {
  /** Runs the work when its turn comes; throws `TooManyWaiting` at once when the queue is full. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  isFull(): boolean;
}

/** Lets one work at a time and a few wait. */
export function createTurns(waitingMax: number): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let taken = 0;
  const isFull = () => taken > waitingMax;
  return {
    isFull,
    async take(work) {
      if (isFull()) throw new TooManyWaiting();
      taken += 1;
      const turn = last.then(work).finally(() => (taken -= 1));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
