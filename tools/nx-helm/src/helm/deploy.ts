import { NxHelmError } from '../errors.ts';
import type { ClusterState, Releases } from '../kubernetes/cluster-state.ts';
import { readClusterState, readReleases } from '../kubernetes/cluster-state.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { resourceOf } from '../kubernetes/list-objects.ts';
import { adoptForeignFields } from '../live/adopt.ts';
import type { Decision } from './decide.ts';
import { decide } from './decide.ts';
import type { DeployReport } from '../task-reports.ts';
import type { Helm } from './helm.ts';
import { helmWords } from './helm.ts';
import type { ReleaseLock } from './release-lock.ts';
import { lockRelease } from './release-lock.ts';
import type { RenderedObjects } from './manifests.ts';
import { runUnderLock } from './run-under-lock.ts';
import { upgrade } from './upgrade.ts';
import type { Workload } from './workloads.ts';

export interface DeployRequest {
  readonly helm: Helm;
  readonly kubectl: Kubectl;
  readonly workspaceRoot: string;
  readonly context: string;
  readonly namespace: string;
  readonly release: string;
  readonly chartFolder: string;
  readonly valuesFile: string;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly objects: RenderedObjects;
  /** Programs whose additions to objects are no drift. */
  readonly ignoredManagers: readonly string[];
  readonly isForced: boolean;
  readonly timeoutSeconds: number;
}

export type RollDecision = Exclude<Decision, { readonly action: 'skip' }>;
/** A report but for the time, which the caller takes. */
export type Outcome = Omit<DeployReport, 'durationSeconds'>;

/** Kinds of all that a release consists of, to ask the cluster for. */
export function kindsOf({ install, upgrade }: RenderedObjects): string[] {
  return [...new Set([...install, ...upgrade].map(resourceOf))].sort();
}

/**
 * Rolls the release if it has to; a skip asks the cluster once and changes nothing. What several
 * releases have read together may be given as the first look.
 */
export async function deploy(
  request: DeployRequest,
  first: Promise<ClusterState> = readState(request),
): Promise<Outcome> {
  const decision = decideNow(request, await first);
  if (decision.action === 'skip') return skipped(request, decision);
  const lock = await lockRelease(request.kubectl, request.release);
  try {
    return await deployLocked(request, lock);
  } finally {
    await lock.free();
  }
}

function readState({ kubectl, objects }: DeployRequest): Promise<ClusterState> {
  return readClusterState(kubectl, kindsOf(objects));
}

/** Another run may have finished while this one came to its lock, so it is decided again. */
async function deployLocked(request: DeployRequest, lock: ReleaseLock): Promise<Outcome> {
  const decision = decideNow(request, await readState(request));
  if (decision.action === 'skip') return skipped(request, decision);
  const { release } = request;
  console.log(`${release}: ${decision.action}, because ${decision.explanation}`);
  const isRecovered = await recover(request, decision, lock);
  const nextRevision = isRecovered
    ? nextRevisionOf(release, await readReleases(request.kubectl))
    : decision.nextRevision;
  await adoptForeignFields(request.kubectl, decision.drift, request.ignoredManagers);
  const revision = await upgrade(request, { ...decision, nextRevision }, lock);
  const action = actionName(decision);
  console.log(`${release}: ${action}, revision ${revision} (${decision.reason})`);
  return { release, action, revision, reason: decision.reason };
}

function decideNow(request: DeployRequest, state: ClusterState): Decision {
  return decide({ ...request, state });
}

function nextRevisionOf(release: string, releases: Releases): number {
  return (releases.get(release)?.at(-1)?.revision ?? 0) + 1;
}

function actionName({ action, reason }: RollDecision): DeployReport['action'] {
  if (reason === 'healed' || reason === 'drift') return 'healed';
  return action === 'install' ? 'installed' : 'upgraded';
}

function skipped(
  { release }: DeployRequest,
  { revision, commit }: Extract<Decision, { readonly action: 'skip' }>,
): Outcome {
  console.log(`${release}: skipped, unchanged since revision ${revision} (commit ${commit})`);
  return { release, action: 'skipped', revision, reason: 'unchanged' };
}

/** Brings a release that a killed run left half-way to where Helm can upgrade it. */
async function recover(
  request: DeployRequest,
  { recovery }: RollDecision,
  lock: ReleaseLock,
): Promise<boolean> {
  if (recovery.kind === 'none') return false;
  const { helm, release, namespace, context } = request;
  const place = ['--namespace', namespace, '--kube-context', context];
  const args =
    recovery.kind === 'uninstall'
      ? ['uninstall', release, '--wait', ...place]
      : ['rollback', release, String(recovery.toRevision), ...place];
  console.log(`${release}: first ${args.slice(0, 3).join(' ')}`);
  const result = await runUnderLock(helm, args, lock);
  if (result.exitCode === 0) return true;
  throw new NxHelmError({
    code: 'NXHELM_RECOVERY_FAILED',
    project: release,
    what: `a killed run left the release half-way, and helm ${recovery.kind} failed: ${helmWords(result)}`,
    command: `helm history ${release} --namespace ${namespace}`,
  });
}
