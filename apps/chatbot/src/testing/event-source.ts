const eventEnd = '\n\n';

/** The events of a server over a real connection, as browsers have them and jsdom does not. */
class FetchedEvents extends EventTarget {
  readyState = 0;
  readonly #ending = new AbortController();

  constructor(address: string) {
    super();
    void this.#read(address);
  }

  close(): void {
    this.readyState = 2;
    this.#ending.abort();
  }

  async #read(address: string): Promise<void> {
    try {
      const { body, ok } = await fetch(address, { signal: this.#ending.signal });
      if (!ok || body === null) throw new Error('no stream');
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      let text = '';
      for await (const piece of body.pipeThrough(new TextDecoderStream())) {
        const events = (text + piece).split(eventEnd);
        text = events.pop() ?? '';
        events.forEach(() => this.dispatchEvent(new Event('message')));
      }
    } catch {
      this.readyState = 2;
      this.dispatchEvent(new Event('error'));
    }
  }
}

/** Lets pages of a test follow the events of their server; returns what ends that. */
export function provideEventSource(): () => void {
  Object.assign(globalThis, { EventSource: FetchedEvents });
  return () => Reflect.deleteProperty(globalThis, 'EventSource');
}
