import { randomUUID } from 'node:crypto';
import type { RequestHeaders } from './request-headers.ts';

export interface Problem {
  requestId: string;
  title: string;
  detail: string;
  status: number;
}

/** When a client may ask again after an answer of 503. */
export const retryAfterSeconds = '2';

const safeRequestId = /^[A-Za-z0-9._-]{8,64}$/;

/** A caller's id is kept when it is harmless in a log line, so that one id follows a request everywhere. */
export function requestIdOf(headers: RequestHeaders): string {
  const given = headers.get('x-request-id');
  return given !== null && safeRequestId.test(given) ? given : randomUUID();
}

/** The product's one error envelope, equal to what the API answers with. */
export function problemBody(problem: Problem) {
  return {
    body: JSON.stringify({ ...problem, fields: [] }),
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': problem.requestId,
    },
  };
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  const { body, headers: own } = problemBody(problem);
  return new Response(body, { status: problem.status, headers: { ...own, ...headers } });
}
