import { asUserError, UserError } from '@taskora/base/errors';

export interface Readiness {
  readonly isReady: boolean;
  /** Of what hinders it. */
  readonly code?: string;
}

const keptMilliseconds = 10_000;

/** Asks at most once in ten seconds, however often probes ask. */
export function createReadiness(
  check: () => Promise<unknown>,
  now: () => number = Date.now,
): () => Promise<Readiness> {
  let asked: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  return () => {
    if (asked === undefined || now() - asked.at >= keptMilliseconds) {
      asked = { at: now(), answer: readinessOf(check) };
    }
    return asked.answer;
  };
}

async function readinessOf(check: () => Promise<unknown>): Promise<Readiness> {
  try {
    await check();
    return { isReady: true };
  } catch (thrown) {
    const error = asUserError(thrown);
    return { isReady: false, code: error instanceof UserError ? error.code : 'OPS_UNEXPECTED' };
  }
}
