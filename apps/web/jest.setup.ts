import '@testing-library/jest-dom';
import { BroadcastChannel as NodeChannel } from 'node:worker_threads';

// jsdom lays nothing out, so there is nothing to scroll.
Element.prototype.scrollIntoView ??= () => undefined;

/** An open channel would keep the process of the tests from ending. */
class Channel extends NodeChannel {
  constructor(name: string) {
    super(name);
    this.unref();
  }
}
Object.assign(globalThis, { BroadcastChannel: Channel });
