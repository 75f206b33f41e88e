import { isNativeError } from 'node:util/types';
import { hasCode } from '@taskora/base/error-code';
import { UserError } from '@taskora/base/errors';
import { kubectl } from '../cluster/kubectl.ts';

/** How a check says that the product did something else. */
export interface Failure {
  readonly code: string;
  readonly what: string;
  /** The next command to run. */
  readonly fix: string;
}

/** Nothing may be built or changed where there is no cluster to ask. */
async function requireCluster(again: string): Promise<void> {
  try {
    await kubectl(['--request-timeout=10s', 'get', 'nodes', '-o', 'name']);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'KUBECTL_FAILED') throw error;
    throw new UserError('CLUSTER_UNREACHABLE', error.what, `npm run up, then ${again}`);
  }
}

/** What `fetch` throws where nobody answers, or nobody in time. */
const isUnanswered = (error: unknown): boolean =>
  isNativeError(error) &&
  (error.message === 'fetch failed' || error.name === 'TimeoutError' || isUnanswered(error.cause));

/** What was found to be otherwise, as a condition for people; a defect keeps its stack. */
export function asFailure(error: unknown, { code, what, fix }: Failure): unknown {
  if (!isNativeError(error)) return error;
  if (!hasCode(error, 'ERR_ASSERTION') && !isUnanswered(error)) return error;
  const found = [error, error.cause].filter(isNativeError).map(({ message }) => message.trim());
  return new UserError(code, `${what}: ${found.join(': ')}`, fix, { cause: error });
}

/** Runs a check of the product in the cluster, which is asked first. */
export async function inCluster(failure: Failure, check: () => Promise<number>): Promise<number> {
  await requireCluster(failure.fix);
  try {
    return await check();
  } catch (error) {
    throw asFailure(error, failure);
  }
}
