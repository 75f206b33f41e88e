import JsdomEnvironment from 'jest-environment-jsdom';

/** What browsers have and jsdom lacks or only imitates: the tests speak to a real server with it. */
const fromNode = {
  AbortController,
  AbortSignal,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextDecoderStream,
  TextEncoder,
  TransformStream,
  WritableStream,
  fetch,
  structuredClone,
};

export default class StreamingEnvironment extends JsdomEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, fromNode);
  }
}
