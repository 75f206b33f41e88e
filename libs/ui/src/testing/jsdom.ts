import { configure } from '@testing-library/react';
import { BroadcastChannel as NodeChannel } from 'node:worker_threads';

/** What browsers have and jsdom lacks. */

/** An open channel would keep the process of the tests from ending. */
class Channel extends NodeChannel {
  constructor(name: string) {
    super(name);
    this.unref();
  }
}
Object.assign(globalThis, { BroadcastChannel: Channel });

// jsdom lays nothing out, so there is nothing to scroll and nothing ever changes its size.
Element.prototype.scrollIntoView ??= () => undefined;
window.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

// Menus send a PointerEvent when they are chosen from by keyboard.
window.PointerEvent ??= MouseEvent as unknown as typeof PointerEvent;

// What is waited for takes longer on a machine that has other work; the limit is for what never comes.
configure({ asyncUtilTimeout: 20_000 });
