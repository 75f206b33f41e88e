import { messageOf } from '@taskora/base/errors';
import type { Commit } from '../base/git.ts';
import { readCommit } from '../base/git.ts';
import type { DeployRequest, ExplainedInputs } from './deploy-request.ts';
import { readHistory } from './records.ts';

/** What a rollout records of where it comes from. */
export interface RollFacts {
  readonly commit: Commit;
  readonly inputs: ExplainedInputs | undefined;
}

/** Needs no lock, so it is begun while that is waited for; it never fails. */
export async function gatherFacts(request: DeployRequest): Promise<RollFacts> {
  const [commit, inputs] = await Promise.all([
    readCommit(request.workspaceRoot),
    explainInputs(request),
  ]);
  return { commit, inputs };
}

/** A failure to explain the inputs must not block a rollout. */
async function explainInputs(request: DeployRequest): Promise<ExplainedInputs | undefined> {
  const { kubectl, release } = request;
  try {
    const { inputs } = await readHistory(kubectl, release);
    return await request.explainInputs?.(inputs);
  } catch (error) {
    console.warn(`${release}: which inputs changed is not known, ${messageOf(error)}`);
    return undefined;
  }
}
