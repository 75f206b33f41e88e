import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, describeProblem, isSignedOut } from './problem.ts';
import { request } from './request.ts';

let server: Server;
let origin: string;
let answer: { status: number; type: string; body: string };

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function failure(): Promise<unknown> {
  return request(`${origin}/api/v1/tasks`, {}).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('requests to the API (A1)', () => {
  it('gives the parsed answer, and nothing where there is no body', async () => {
    answer = { status: 200, type: 'application/json', body: '{"items":[]}' };
    await expect(request(origin, {})).resolves.toEqual({ items: [] });
    for (const status of [202, 204]) {
      answer = { status, type: 'text/plain', body: '' };
      await expect(request(origin, {})).resolves.toBeUndefined();
    }
  });

  it('turns the problem envelope into a sentence that names the fix', async () => {
    const fields = [
      { path: 'title', message: 'The title is empty.', fix: 'Write at least one letter.' },
    ];
    const problem = {
      requestId: 'r1',
      title: 'Invalid',
      detail: 'Not valid.',
      status: 422,
      fields,
    };
    answer = { status: 422, type: 'application/problem+json', body: JSON.stringify(problem) };
    const error = await failure();
    expect(error).toBeInstanceOf(ApiError);
    expect(describeProblem(error)).toBe('The title is empty. Write at least one letter.');
  });

  it('explains an answer that is not from the API, without showing it', async () => {
    answer = { status: 502, type: 'text/html', body: '<h1>nginx</h1>' };
    expect(describeProblem(await failure())).toBe(
      'The server answered with status 502. Try again in a moment.',
    );
  });

  it('explains a missing connection', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(describeProblem(await failure())).toMatch(/could not be reached/);
    server.listen(0);
  });

  it('takes an answer that is lost after its headers for one that is lost', async () => {
    server.removeAllListeners('request');
    server.on('request', (_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });
    const error = await failure();
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).problem.status).toBe(0);
  });

  it('tells when the session is over', async () => {
    const problem = {
      requestId: 'r1',
      title: 'Unauthorized',
      detail: 'Sign in.',
      status: 401,
      fields: [],
    };
    answer = { status: 401, type: 'application/problem+json', body: JSON.stringify(problem) };
    expect(isSignedOut(await failure())).toBe(true);
  });
});
