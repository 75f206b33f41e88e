import { UserError } from '@taskora/base/errors';
import type { Stop } from '@taskora/base/run';
import type { Commit } from '../base/git.ts';
import { whoRuns } from '../base/programs.ts';
import { spanned } from '../base/record-span.ts';
import { helmErrorText, versionFlags } from '../chart/helm.ts';
import type { ReleaseRevision, Releases } from '../cluster/cluster-state.ts';
import { placedResourceOf, readClusterState, readReleases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { observingPods } from '../cluster/observe-pods.ts';
import { watchRollout } from '../cluster/rollout-watch.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { mergeFlags } from './hand-over.ts';
import type { ReleaseLock } from './lock.ts';
import { runUnderLock } from './lock.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { overdueAfter } from './overdue.ts';
import type { Standing } from './standing.ts';
import { installationOf, isOwn, standingOf } from './standing.ts';
import { labelArgument, relabelArguments } from './stored-release.ts';
import { tooLargeToStore } from './too-large.ts';

interface AutomaticRollback {
  readonly kubectl: Kubectl;
  readonly release: string;
  /** The number that the failed revision had. */
  readonly failedRevision: number;
}

/**
 * Helm gives the revision of its own rollback the labels of the one it went back to, with that one's
 * number. Where that one was this plugin's, so is the new one: it gets its number, and whatever else
 * the labels say goes on to hold, also that a person took the release back.
 */
export async function ownAutomaticRollback(
  { kubectl, release, failedRevision }: AutomaticRollback,
  releases: Releases,
): Promise<void> {
  const standing = standingOf({ revisions: releases.get(release) });
  if (!standing.isInstalled) return;
  const { latest, deployed, ran } = standing;
  if (latest !== deployed || latest.revision !== failedRevision + 1) return;
  if (
    !isCopyOf(
      ran.find(({ revision }) => revision < failedRevision),
      latest,
    )
  )
    return;
  // Without it the next deploy makes one more revision of the same manifests; no pod restarts by it.
  const { revision } = latest;
  const failed = releases.get(release)?.find((each) => each.revision === failedRevision);
  const labels = { revision: String(revision), ...(failed && installationOf(failed)) };
  await kubectl.try(relabelArguments(release, revision, labels));
}

function isCopyOf(good: ReleaseRevision | undefined, { labels }: ReleaseRevision): boolean {
  return (
    good !== undefined &&
    isOwn(good) &&
    ['revision', 'fingerprint'].every((name) => labels[name] === good.labels[name])
  );
}

interface UpgradeSetting {
  readonly lock: ReleaseLock;
  readonly schemas: Pick<RolloutSchemas, 'labels' | 'withheld'>;
  /** The hooks have migrated the database already, and would do nothing. */
  readonly isMigrated?: boolean;
  /** Called where the rollout fails because pods of the release are not available. */
  readonly onUnavailable?: () => void;
}

/** Runs `helm upgrade --install`, follows the rollout, and checks what Helm says it did. */
export async function upgrade(
  request: DeployRequest,
  decision: RollDecision,
  commit: Commit,
  setting: UpgradeSetting,
): Promise<number> {
  const { lock, schemas } = setting;
  const { helm, kubectl, release, workloads } = request;
  const args = await upgradeArguments(request, decision, commit, setting);
  const stuck = new AbortController();
  const hooks = workloads.filter(({ isHook }) => isHook).length;
  const overdueSeconds = overdueAfter(request.timeoutSeconds, hooks);
  // As late as can be: Helm renders from files that another run may write, for another environment.
  request.assertRendered();
  const watch = await watchRollout({
    kubectl,
    release,
    workloads,
    onStuck: (reason) => {
      console.log(`${release}: the rollout is stuck and is cancelled, because of ${reason}`);
      stuck.abort(reason);
    },
  });
  const running = observingPods(request, () =>
    spanned('upgrade', release, () =>
      runUnderLock(helm, args, lock, { stops: stopWhen(stuck.signal), overdueSeconds }),
    ),
  );
  const stop = () => watch.stop();
  const findings = await running.then(stop, stop);
  const result = await running;
  if (result.exitCode === 0) return decision.nextRevision;
  const reason = stuck.signal.aborted ? String(stuck.signal.reason) : undefined;
  if (isUnavailable(helmErrorText(result), reason)) setting.onUnavailable?.();
  throw await rolloutError(request, decision, helmErrorText(result), {
    findings,
    reason,
    withheld: schemas.withheld,
  });
}

/**
 * Helm waited in vain, or a container ended again and again. What cannot start at all, such as a pod without
 * its image, or is refused has another reason.
 */
export function isUnavailable(errorText: string, reason: string | undefined): boolean {
  if (reason !== undefined) return reason.includes('CrashLoopBackOff');
  return /deadline exceeded|timed out/i.test(errorText);
}

/**
 * Helm takes SIGTERM as a cancellation, and rolls back as after a timeout; Windows has no such
 * signal.
 */
function stopWhen(when: AbortSignal): Stop[] {
  return process.platform === 'win32' ? [] : [{ when, by: 'SIGTERM' }];
}

async function upgradeArguments(
  request: DeployRequest,
  { action, reason, explanation, nextRevision }: RollDecision,
  commit: Commit,
  { schemas, isMigrated = false }: UpgradeSetting,
): Promise<string[]> {
  const { release, chartFolder, namespace, context, valuesFiles, fingerprint } = request;
  const flags = await versionFlags(request.helm, release);
  const labels = labelArgument({
    fingerprint,
    revision: nextRevision,
    commit: commit.id,
    isDirty: commit.isDirty,
    reason,
    form: action,
    environment: request.environment,
    ...schemas.labels,
  });
  return [
    'upgrade',
    release,
    chartFolder,
    '--install',
    '--create-namespace',
    '--namespace',
    namespace,
    '--kube-context',
    context,
    ...valuesFiles.flatMap((file) => ['--values', file]),
    // Where these are empty, Helm would else take those of the revision before, whoever made it.
    '--reset-values',
    '--labels',
    labels,
    '--description',
    `${reason}: ${explanation}; by ${whoRuns()}`,
    '--wait',
    ...(schemas.withheld === undefined ? flags.rollback : []),
    ...(isMigrated ? ['--no-hooks'] : []),
    // There is nothing to take back of what does not exist yet.
    ...(action === 'install' ? [] : await upgradeFlags(request)),
    '--timeout',
    `${request.timeoutSeconds}s`,
  ];
}

function upgradeFlags(request: DeployRequest): Promise<readonly string[]> {
  const expected = request.objects.upgrade;
  const kinds = [...new Set(expected.map(placedResourceOf))];
  const readActual = async () => (await readClusterState(request.kubectl, kinds)).objects;
  return mergeFlags(request, { expected, readActual });
}

/** Where Helm refuses before it makes a revision, as for an unknown kind, nothing was changed. */
function outcomeOf(standing: Standing, nextRevision: number): string {
  if (!standing.isInstalled) return 'the failed install was removed';
  const { revision, status } = standing.latest;
  if (standing.latest !== standing.deployed)
    return `it was NOT rolled back: revision ${revision} is ${status}`;
  if (revision < nextRevision) return `nothing was changed: revision ${revision} stays`;
  return `it was rolled back, as revision ${revision}`;
}

interface Failure {
  readonly findings: string;
  readonly reason: string | undefined;
  /** Why Helm was not let roll back, where it was not. */
  readonly withheld: string | undefined;
}

/** The error with the pods' own states and logs, and with what Helm's rollback really did. */
async function rolloutError(
  request: DeployRequest,
  { nextRevision }: RollDecision,
  errorText: string,
  { findings, reason, withheld }: Failure,
): Promise<UserError> {
  const { release, kubectl, namespace, chartFolder } = request;
  const releases = await readReleases(kubectl);
  await ownAutomaticRollback({ kubectl, release, failedRevision: nextRevision }, releases);
  const standing = standingOf({ revisions: releases.get(release) });
  const revision = standing.isInstalled ? standing.deployed?.revision : undefined;
  const tooLarge = tooLargeToStore({ release, chartFolder, errorText, revision });
  if (tooLarge !== undefined) return tooLarge;
  const isRestored = !standing.isInstalled || standing.latest === standing.deployed;
  const outcome = outcomeOf(standing, nextRevision);
  const details = findings === '' ? '' : `\n${findings}\n`;
  if (!isRestored && withheld !== undefined) {
    return new UserError(
      'NXHELM_ROLLBACK_WITHHELD',
      `the rollout failed${because(reason)} and was not rolled back, because ${withheld}; pods of before that still run stay. Helm: ${errorText}${details}`,
      `correct the cause, then npx nx run ${release}:helm-deploy`,
      { project: release },
    );
  }
  return new UserError(
    isRestored ? 'NXHELM_ROLLOUT_FAILED' : 'NXHELM_ROLLBACK_FAILED',
    `the rollout failed${because(reason)} and ${outcome}. Helm: ${errorText}${details}`,
    isRestored
      ? `correct the cause, then npx nx run ${release}:helm-deploy`
      : `helm history ${release} --namespace ${namespace}`,
    { project: release },
  );
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `, because of ${reason},`;
}
