/** A host of the card: shows one result in it, and prints what the card then says and has sent. */
import { text } from 'node:stream/consumers';
import { JSDOM } from 'jsdom';

const { html, result } = JSON.parse(await text(process.stdin));
const sent = [];
const dom = new JSDOM(html, {
  runScripts: 'dangerously',
  beforeParse(window) {
    // The window is its own parent here: what the card posts is what the host is posted.
    window.postMessage = (message) => sent.push(message);
  },
});
const { window } = dom;
const receive = (data) =>
  window.dispatchEvent(
    new window.MessageEvent('message', { source: window, data: { jsonrpc: '2.0', ...data } }),
  );

receive({ id: sent[0].id, result: { protocolVersion: sent[0].params.protocolVersion } });
receive({ method: 'ui/notifications/tool-result', params: result });

const { document } = window;
console.log(
  JSON.stringify({
    heading: document.querySelector('h1').textContent,
    items: [...document.querySelectorAll('li')].map((item) => item.textContent),
    images: document.querySelectorAll('img').length,
    sent: sent.map(({ method }) => method),
  }),
);
