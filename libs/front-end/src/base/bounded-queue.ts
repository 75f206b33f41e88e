export const queueFullCode = 'TOO_MANY_WAITING';

/** So many already wait for their turn that one more would only wait in vain. */
export class QueueFull extends Error {
  readonly code = queueFullCode;

  constructor() {
    super('too much work of this kind is waiting');
    this.name = 'QueueFull';
  }
}

export interface BoundedQueue {
  /** Runs the work when its turn comes; throws `QueueFull` at once when the queue is full. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  isFull(): boolean;
}

/** Lets one work at a time and a few wait. */
export function createBoundedQueue(waitingMax: number): BoundedQueue {
  let last: Promise<unknown> = Promise.resolve();
  let admitted = 0;
  const isFull = () => admitted > waitingMax;
  return {
    isFull,
    async run(work) {
      if (isFull()) throw new QueueFull();
      admitted += 1;
      const task = last.then(work).finally(() => (admitted -= 1));
      last = task.catch(() => undefined);
      return task;
    },
  };
}
