import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A model that speaks OpenAI's protocol, whose answer takes as long as its argument says. */
const [, seconds] = process.argv;

const chunk = (delta, finish_reason = null) => ({
  id: 'one',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'slow',
  choices: [{ index: 0, delta, finish_reason }],
});

createServer(async (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  send(chunk({ role: 'assistant', content: 'the-first-word ' }));
  // A minute of silence is more than many a proxy bears by itself.
  for (let left = Number(seconds); left > 0; left -= 60) {
    await sleep(Math.min(left, 60) * 1000);
    send(chunk({ content: 'and ' }));
  }
  send(chunk({ content: 'the-last-word' }));
  send(chunk({}, 'stop'));
  response.end('data: [DONE]\n\n');
}).listen(8080);
