import * as z from 'zod/mini';
import type { Problem } from './generated/api.gen.ts';

const orNull = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z._default(z.nullable(schema), null);
const field = z.object({
  path: z.string(),
  message: z.string(),
  fix: z.string(),
  code: orNull(z.string()),
  /** Where in the text of the field it is, in characters. */
  start: orNull(z.number()),
  end: orNull(z.number()),
  expected: orNull(z.array(z.string())),
});
const envelope = z.object({
  requestId: z.string(),
  title: z.string(),
  detail: z.string(),
  status: z.number(),
  code: orNull(z.string()),
  fields: z.array(field),
});

/** A request that the server answered with something else than success, or could not answer. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

/** Reads the envelope; a proxy in between may have answered with something else, such as a page. */
export async function problemFrom(response: Response): Promise<Problem> {
  const parsed = envelope.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  return {
    requestId: response.headers.get('x-request-id') ?? '',
    title: 'Unexpected answer',
    detail: `The server answered with status ${response.status}. Try again in a moment.`,
    status: response.status,
    fields: [],
  };
}

/** One sentence for people: the fields that are wrong with their fixes, or else what happened. */
export function describeProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something unexpected happened. Try again in a moment.';
  const { detail, fields } = error.problem;
  if (fields.length === 0) return detail;
  return fields.map((each) => `${each.message} ${each.fix}`.trim()).join(' ');
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.problem.status === status;
}

export function isSignedOut(error: unknown): boolean {
  return hasStatus(error, 401);
}
