import { UserError } from '@taskora/base/errors';
import type { Commit } from '../base/git.ts';
import { readCommit } from '../base/git.ts';
import type { Protection } from '../chart/environment-settings.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { RollDecision } from './deploy-request.ts';
import { standingOf } from './standing.ts';

interface ProtectedEnvironment {
  readonly environment: string;
  readonly protection: ReadonlySet<Protection>;
}

interface Change extends ProtectedEnvironment {
  readonly project: string;
  /** What was typed as `--confirm`, for one environment or several. */
  readonly confirmed: string | undefined;
  /** The command that does it, confirmed. */
  readonly command: string;
}

/** Before anything changes: whoever changes a protected environment has said that he means this one. */
export function refuseUnconfirmed({ environment, protection, ...change }: Change): void {
  const { confirmed = '', project, command } = change;
  if (!protection.has('confirm') || confirmed.split(',').includes(environment)) return;
  const given = confirmed === '' ? 'was not confirmed' : `was confirmed for "${confirmed}"`;
  throw new UserError(
    'NXHELM_PROTECTED_CONFIRM',
    `the environment "${environment}" is protected, and this ${given}; nothing was changed`,
    command,
    { project },
  );
}

interface Rollout extends ProtectedEnvironment {
  readonly release: string;
  readonly workspaceRoot: string;
  readonly readCommit?: () => Promise<Commit>;
  /** Set where a saved plan is applied, which has shown what would be undone. */
  readonly planned?: unknown;
}

/** Before a release rolls: what it is made from, and whose changes it would undo. */
export async function refuseProtected(
  rollout: Rollout,
  decision: RollDecision,
  state: ClusterState,
): Promise<void> {
  if (rollout.protection.has('no-heal')) refuseHealing(rollout, decision, state);
  if (rollout.protection.has('clean-tree')) await refuseDirtyTree(rollout);
}

function refuseHealing(
  { environment, release, planned }: Rollout,
  { reason, explanation }: RollDecision,
  { releases }: ClusterState,
): void {
  if (planned !== undefined || reason === 'forced') return;
  const { conditions } = standingOf({ revisions: releases.get(release) });
  const isForeign = conditions.some(({ kind }) => kind === 'foreign-revision');
  if (reason !== 'drift' && !isForeign) return;
  throw new UserError(
    'NXHELM_PROTECTED_HEALING',
    `somebody has changed it (${explanation}), and in the environment "${environment}" that is not undone by itself; nothing was changed`,
    `npx nx run infra:plan -c ${environment} --out <file>, then helm-deploy --plan=<file>; or helm-deploy --force`,
    { project: release },
  );
}

export async function refuseDirtyTree({
  environment,
  release,
  ...rollout
}: Rollout): Promise<void> {
  const { id, isDirty } = await (rollout.readCommit?.() ?? readCommit(rollout.workspaceRoot));
  if (!isDirty && id !== 'unknown') return;
  throw new UserError(
    'NXHELM_PROTECTED_DIRTY',
    `the environment "${environment}" is deployed from a commit alone, and ${id === 'unknown' ? 'the workspace has none' : 'there are uncommitted changes'}; nothing was changed`,
    'git status, and commit what is to be deployed',
    { project: release },
  );
}

/** For people: what a change of the environment needs. */
export function describeProtection({ environment, protection }: ProtectedEnvironment): string {
  const needs = [
    ...(protection.has('confirm') ? [`--confirm=${environment} or this plan`] : []),
    ...(protection.has('clean-tree') ? ['a commit without changes'] : []),
    ...(protection.has('no-heal') ? ['--force or this plan to undo what others changed'] : []),
  ];
  return `${environment} is protected; a deploy needs ${needs.join(', and ')}`;
}
