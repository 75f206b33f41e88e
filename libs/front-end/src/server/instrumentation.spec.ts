import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLog } from '../base/log.ts';
import { logConsole, logRequests } from './instrumentation.ts';

function collect(level: 'debug' | 'info' = 'info') {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = createLog({ service: 'web', level: () => level, write });
  return { log, entries: () => lines.map((line) => JSON.parse(line)) };
}

async function serve(paths: string[]): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(204).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const path of paths) {
    await new Promise<void>((resolve) => {
      get({ port, path, agent: false }, (response) => response.resume().on('end', resolve));
    });
  }
  await new Promise((resolve) => server.close(resolve));
}

describe('request log (A4)', () => {
  let stop: () => void;
  afterEach(() => stop());

  it('has one line for each request, without what was typed into the address', async () => {
    const { log, entries } = collect();
    stop = logRequests(log);
    await serve(['/tasks?search=secret', '/health', '/ready', '/_next/static/a.js']);
    expect(entries()).toHaveLength(1);
    expect(entries()[0]).toMatchObject({
      method: 'GET',
      path: '/tasks',
      status: 204,
      service: 'web',
    });
  });

  it('names no person whose id is a part of the address', async () => {
    const { log, entries } = collect();
    stop = logRequests(log);
    const paths = [
      '/api/ada/tasks?status=all',
      '/api/ada/tasks/1/complete',
      '/api/ada',
      '/api/v1/a',
    ];
    await serve([...paths, '/api/auth/sign-out']);
    expect(entries().map(({ path }) => path)).toEqual([
      '/api/{user}/tasks',
      '/api/{user}/tasks/1/complete',
      '/api/{user}',
      '/api/v1/a',
      '/api/auth/sign-out',
    ]);
  });
});

describe('request log (A4), when it is over', () => {
  it('has no line of a later request', async () => {
    const { log, entries } = collect();
    logRequests(log)();
    await serve(['/tasks']);
    expect(entries()).toEqual([]);
  });
});

describe('console', () => {
  it('becomes one JSON object a line without colours', () => {
    const { log, entries } = collect();
    const target = Object.create(console) as Console;
    logConsole(log, target);
    target.error('\u001B[31m⨯\u001B[0m', new Error('broken'));
    expect(entries()).toHaveLength(1);
    expect(entries()[0]).toMatchObject({ level: 'error', source: 'console' });
    expect(entries()[0].message).toMatch(/^⨯ Error: broken\n/);
  });
});
