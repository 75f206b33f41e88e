import '@testing-library/jest-dom';
import { BroadcastChannel as NodeChannel } from 'node:worker_threads';

/** An open channel would keep the process of the tests from ending. */
class Channel extends NodeChannel {
  constructor(name: string) {
    super(name);
    this.unref();
  }
}
Object.assign(globalThis, { BroadcastChannel: Channel });

// jsdom lays nothing out, so nothing ever changes its size.
window.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
