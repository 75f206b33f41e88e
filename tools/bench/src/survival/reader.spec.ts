import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatReader } from './reader.ts';

const begun = 'data: {"type":"start"}\n\n';
const ended = `${begun}data: {"type":"finish"}\n\n`;

const cut = (response: ServerResponse): void => {
  response.write(begun, () => response.destroy());
};
const away = (response: ServerResponse): void => void response.writeHead(503).end();
const whole = (response: ServerResponse): void => void response.end(ended);

/** A front end that answers with these in turn, the last of which stays; it keeps what it was asked. */
async function frontEnd(...answers: readonly ((response: ServerResponse) => void)[]) {
  const left = [...answers];
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked.push(body === '' ? request.url : JSON.parse(body));
      const answer = left.length > 1 ? left.shift() : left[0];
      answer?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    reader: new ChatReader(`http://127.0.0.1:${port}`, 'a=b'),
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a reader', () => {
  it('sends the same message again until its answer has ended', async () => {
    await using page = await frontEnd(away, cut, away, whole);
    const { given, cut: before } = await page.reader.say('add milk');
    expect(given.isEnded).toBe(true);
    expect(before.map(({ chunks }) => chunks.length)).toEqual([0, 1, 0]);
    expect(page.asked).toHaveLength(4);
    expect(new Set(page.asked.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it('gives up where the message is refused', async () => {
    await using page = await frontEnd((response) => void response.writeHead(422).end());
    await expect(page.reader.say('add milk')).rejects.toThrow(/422/u);
    expect(page.asked).toHaveLength(1);
  });

  it('follows an answer to its end, and none where none is being made', async () => {
    await using page = await frontEnd(cut, whole, (response) => void response.writeHead(204).end());
    expect(await page.reader.follow()).toMatchObject({ isEnded: true });
    expect(await page.reader.follow()).toBeUndefined();
  });
});
