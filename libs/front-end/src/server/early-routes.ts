import { randomUUID } from 'node:crypto';
import { problemResponse } from '../http/problem.ts';

/** For a request that came before this server was ready, which the framework has held until now. */
const early = async (): Promise<Response> =>
  problemResponse(
    {
      requestId: randomUUID(),
      status: 503,
      title: 'Service unavailable',
      detail: 'The server was starting. Try again.',
    },
    { 'retry-after': '1' },
  );

export const earlyRoutes = { GET: early, POST: early, PUT: early, PATCH: early, DELETE: early };
