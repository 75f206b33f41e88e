import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitForHttp } from '../wait.ts';
import { isAnswerOf } from './addresses.ts';

describe('the two addresses', () => {
  let server: Server;
  let body: string;

  beforeEach(async () => {
    server = createServer((_request, response) => void response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  function isWebThere(): Promise<boolean> {
    const { port } = server.address() as AddressInfo;
    const accept = (text: string): boolean => isAnswerOf('web', text);
    return waitForHttp(`http://127.0.0.1:${port}/health`, { timeoutSeconds: 0.3, accept });
  }

  it('are taken for answering when the service itself answers', async () => {
    body = JSON.stringify({ status: 'ok', service: 'web' });
    expect(await isWebThere()).toBe(true);
  });

  it.each(['<h1>hello</h1>', '{"status":"ok"}', '{"service":"chatbot"}'])(
    'are not taken for answering when something else holds the port and says %s',
    async (answer) => {
      body = answer;
      expect(await isWebThere()).toBe(false);
    },
  );
});
