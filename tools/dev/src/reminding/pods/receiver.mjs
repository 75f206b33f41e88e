import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Takes webhooks and prints each as a line of JSON before it answers. Answers of the first seconds are held back,
 * so that whoever sends can be killed after it has sent and before it knows.
 */
const [, port, holdSeconds] = process.argv;
let heldUntil;

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  heldUntil ??= Date.now() + Number(holdSeconds) * 1000;
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  } = request.headers;
  const body = Buffer.concat(chunks).toString('utf8');
  const sender = request.socket.remoteAddress.replace('::ffff:', '');
  console.log(JSON.stringify({ id, timestamp, signature, body, sender }));
  await sleep(Math.max(0, heldUntil - Date.now()));
  response.writeHead(204).end();
}).listen(Number(port));
