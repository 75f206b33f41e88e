import { z } from 'zod';

export type ChatFailureKind =
  | 'offline'
  | 'unreachable'
  | 'signed-out'
  | 'refused'
  | 'occupied'
  | 'busy'
  | 'unavailable'
  | 'not-stopped'
  | 'not-followed'
  | 'session-over'
  | 'cut';

/** Why a message got no answer, or not all of it. */
export class ChatFailure extends Error {
  readonly kind: ChatFailureKind;
  /** What the service said about it, written for people. */
  readonly detail: string | undefined;

  constructor(kind: ChatFailureKind, detail?: string) {
    super(detail ?? kind);
    this.name = 'ChatFailure';
    this.kind = kind;
    this.detail = detail;
  }
}

const problemSchema = z.object({
  detail: z.string().optional(),
  fields: z.array(z.object({ message: z.string(), fix: z.string().optional() })).optional(),
});

function detailOf(body: unknown): string | undefined {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return undefined;
  const field = problem.data.fields?.[0];
  return field ? (field.fix ?? field.message) : problem.data.detail;
}

function kindOfStatus(status: number): ChatFailureKind {
  if (status === 401) return 'signed-out';
  if (status === 409) return 'occupied';
  if (status === 429) return 'busy';
  // Only 503 says that nothing was begun; after other server errors it is not known.
  if (status === 503) return 'unavailable';
  return status >= 500 ? 'unreachable' : 'refused';
}

export async function failureOfResponse(response: Response): Promise<ChatFailure> {
  const body: unknown = await response.json().catch(() => undefined);
  return new ChatFailure(kindOfStatus(response.status), detailOf(body));
}

export interface FailureText {
  title: string;
  detail: string;
  canRetry: boolean;
  mustSignIn: boolean;
}

const nothingChanged = 'Nothing was changed.';

const texts: Record<ChatFailureKind, Omit<FailureText, 'mustSignIn'>> = {
  offline: {
    title: 'You are offline, so the message was not sent.',
    detail: nothingChanged,
    canRetry: true,
  },
  unreachable: {
    title: 'No answer came.',
    detail: 'It is not known whether this was done. Look at your tasks before you try again.',
    canRetry: true,
  },
  'signed-out': {
    title: 'You are signed out, so the message was not carried out.',
    detail: `${nothingChanged} Your words are back in the field, and are there after you sign in.`,
    canRetry: false,
  },
  refused: { title: 'The message was not accepted.', detail: nothingChanged, canRetry: false },
  occupied: {
    title: 'The answer before it is still being made, so the message was not carried out.',
    detail: nothingChanged,
    canRetry: true,
  },
  busy: {
    title: 'Too many messages at once, so this one was not carried out.',
    detail: `${nothingChanged} Wait a moment, then try again.`,
    canRetry: true,
  },
  unavailable: {
    title: 'The assistant is not available, so the message was not carried out.',
    detail: nothingChanged,
    canRetry: true,
  },
  'not-stopped': {
    title: 'Stopping did not reach the assistant.',
    detail: 'It may go on working. Look at your tasks, or open this conversation again.',
    canRetry: false,
  },
  'not-followed': {
    title: 'Whether an answer is in progress could not be checked.',
    detail: 'The conversation shown here may be incomplete.',
    canRetry: true,
  },
  'session-over': {
    title: 'You are signed out.',
    detail: 'Sign in to go on with this conversation.',
    canRetry: false,
  },
  cut: {
    title: 'The answer broke off.',
    detail: 'What is not shown as done may not have happened.',
    canRetry: true,
  },
};

/** Says what was not done; every failure that is not known broke off the answer. */
export function failureText(error: Error): FailureText {
  const kind = error instanceof ChatFailure ? error.kind : 'cut';
  const known = texts[kind];
  const detail =
    error instanceof ChatFailure && error.detail ? `${error.detail} ${known.detail}` : known.detail;
  return { ...known, detail, mustSignIn: kind === 'signed-out' || kind === 'session-over' };
}
