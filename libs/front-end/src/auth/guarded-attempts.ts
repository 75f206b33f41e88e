import { setTimeout as wait } from 'node:timers/promises';
import { createBoundedQueue } from '../base/bounded-queue.ts';
import { errorFields, type Log } from '../base/log.ts';
import { problemResponse, requestIdOf } from '../http/problem.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { AttemptKind, SignInGuard } from './sign-in-guard.ts';

/** When a wrong sign-in is answered, so that the time does not reveal how its hash was made. */
const refusalMillisecondsDefault = 500;

/** Whoever would wait behind more than these is refused with a time to retry. */
const guessesQueuedMax = 8;

export interface GuardedAttemptsOptions {
  guard: () => SignInGuard;
  hasher: PasswordHasher;
  /** The mark of a browser that has signed in to the account before. */
  markOf: (headers: Headers, account: string) => string | undefined;
  call: (request: Request) => Promise<Response>;
  log: Log;
  refusalMilliseconds?: number | undefined;
}

export interface GuardedAttempt {
  kind: AttemptKind;
  request: Request;
  account: string;
  address: string;
}

/** Whether the password that was sent is not that of the account. */
async function isWrongGuess(kind: AttemptKind, response: Response): Promise<boolean> {
  if (kind === 'sign-in') return response.status === 401;
  if (kind !== 'password-change' || response.status !== 400) return false;
  const body: unknown = await response.clone().json();
  return (
    body !== null && typeof body === 'object' && Reflect.get(body, 'code') === 'INVALID_PASSWORD'
  );
}

/** Lets attempts through that nobody has to pay for with a pod's processor; the rest is refused. */
export function createGuardedAttempts(options: GuardedAttemptsOptions) {
  const refusalMilliseconds = options.refusalMilliseconds ?? refusalMillisecondsDefault;
  const guessQueue = createBoundedQueue(guessesQueuedMax);

  return async ({ kind, request, account, address }: GuardedAttempt): Promise<Response> => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request.headers);
    const refuse = (status: 429 | 503, title: string, detail: string, seconds: number) =>
      problemResponse({ requestId, status, title, detail }, { 'retry-after': String(seconds) });
    const refuseAsTooMany = (seconds: number) => {
      const detail = `That was too many attempts. Try again in ${seconds} seconds.`;
      return refuse(429, 'Too many requests', detail, seconds);
    };
    const refuseAsBusy = () => {
      const detail = 'Too many people sign in at this moment. Try again in a few seconds.';
      return refuse(503, 'Service unavailable', detail, 5);
    };
    if (options.hasher.isBusy() || guessQueue.isFull()) return refuseAsBusy();
    const mark = options.markOf(request.headers, account);
    const admission = await options.guard().admit({ kind, address, account, mark });
    if (!admission.admitted) return refuseAsTooMany(admission.waitSeconds);
    const settle = (wasWrong: boolean) =>
      admission.settle(wasWrong).catch((error: unknown) => {
        options.log.warn('the outcome of an attempt could not be counted', {
          requestId,
          ...errorFields(error),
        });
      });
    const attempt = async () => {
      const waitSeconds = await admission.begin();
      if (waitSeconds > 0) return { response: refuseAsTooMany(waitSeconds), wasWrong: false };
      const response = await options.call(request);
      const wasWrong = await isWrongGuess(kind, response);
      // Accounts that were made stay counted: each of them costs something.
      if (kind !== 'sign-up' || response.status >= 500) await settle(wasWrong);
      return { response, wasWrong };
    };
    // Only one guess of this process is pending and counted, so that those who are right shut nobody out.
    const isGuess = ['password-change', 'sign-in'].includes(kind) && mark === undefined;
    // Others may have come while it was counted.
    if (isGuess && guessQueue.isFull()) {
      await settle(false);
      return refuseAsBusy();
    }
    const { response, wasWrong } = await (isGuess ? guessQueue.run(attempt) : attempt());
    // What is asked for an unknown address takes less work than for a known one.
    if (wasWrong || kind === 'reset-request') {
      await wait(Math.max(0, startedAt + refusalMilliseconds - performance.now()));
    }
    return response;
  };
}
