import { UserError } from '@taskora/base/errors';
import type { ObjectDiff } from '../../chart/manifest-diff.ts';
import { formatDiff } from '../../chart/manifest-diff.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import type { Controller } from '../../cluster/owner.ts';
import { adopt } from '../../release/adopt.ts';
import type { Adoption } from '../../release/adoption.ts';
import {
  adoptionOf,
  adoptionText,
  holderOf,
  isUnfinishedAdoption,
  refuseOtherOwners,
} from '../../release/adoption.ts';
import type { DeployRequest } from '../../release/deploy-request.ts';
import { readRequest } from '../../release/deploy-request.ts';
import { readState } from '../../release/deploy.ts';
import { releaseDiff, releaseDiffText } from '../../release/dry-run.ts';
import { lockRelease } from '../../release/lock.ts';
import { assertClusters } from '../assert-clusters.ts';
import { renderReleases } from '../plan/plan-environment.ts';
import { executorOfAny, releasesAsked } from '../report.ts';

export interface AdoptOptions {
  readonly release: string;
  readonly environment?: string;
  readonly apply?: boolean;
  readonly takeFrom?: Controller;
}

/** Takes over a release that another program made: shows what would change, and writes only with `--apply`. */
export default executorOfAny<AdoptOptions>(async (options, context, project) => {
  const { apply = false, takeFrom } = options;
  const { environment, releases } = releasesAsked(options.environment, context, project);
  const wanted = releaseNamed(options.release, releases);
  await assertClusters(context.root, [wanted]);
  const [unrendered] = await renderReleases(context, [wanted], environment);
  if (unrendered !== undefined) throw unrendered;
  const request = await readRequest(context.root, wanted.project, wanted.options);
  const { release } = request;
  const { configurationName } = context;
  // What is done next has to be done in the same environment.
  const asked = configurationName === undefined ? '' : ` -c ${configurationName}`;
  const adoption = await show(request, { asked, takeFrom });
  if (adoption === undefined) return;
  if (!apply) {
    console.log(
      `${release}: nothing was changed. Do: npx nx run ${project}:${context.targetName ?? 'adopt'}${asked} --release ${release} --apply`,
    );
    return;
  }
  await adoptLocked(request, takeFrom);
  console.log(
    `${release}: is a release of Helm as it was found, revision 1. Do: npx nx run ${release}:helm-deploy${asked}`,
  );
});

function releaseNamed(name: string, releases: readonly DeployedRelease[]): DeployedRelease {
  const found = releases.find(({ project }) => project === name);
  if (found !== undefined) return found;
  throw new UserError(
    'NXHELM_RELEASE_UNKNOWN',
    `no such release is deployed by this workspace; there are ${releases.map(({ project }) => project).join(', ')}`,
    'choose one of them with --release',
    { project: name },
  );
}

/** Prints whose the objects are and what a deploy would change; undefined where there is nothing to adopt. */
async function show(
  request: DeployRequest,
  { asked, takeFrom }: { readonly asked: string; readonly takeFrom: Controller | undefined },
): Promise<Adoption | undefined> {
  const { release, namespace, objects } = request;
  const state = await readState(request);
  const holder = holderOf(state.releases, release);
  if (holder === 'own') {
    console.log(`${release}: is deployed by this workspace already`);
    return undefined;
  }
  const expected = holder === 'helm' ? objects.upgrade : objects.install;
  const adoption = adoptionOf({ release, namespace, expected, actual: state.objects });
  console.log(adoptionText(release, adoption));
  await refuseOtherOwners({ ...request, takeFrom }, adoption);
  const rendered = await request.readRender();
  const difference = await releaseDiff({ ...request, rendered, isLive: true });
  console.log(
    holder === 'helm' ? releaseDiffText(difference) : changesText(release, difference.live ?? []),
  );
  if (holder === 'helm') {
    console.log(
      `${release}: is a release of Helm already, so there is nothing to write; a deploy goes on from its last revision. Do: npx nx run ${release}:helm-deploy${asked}`,
    );
    return undefined;
  }
  if (adoption.found.length > 0 || isUnfinishedAdoption(state.releases, release)) return adoption;
  console.log(
    `${release}: there is nothing to adopt. Do: npx nx run ${release}:helm-deploy${asked}`,
  );
  return undefined;
}

/** Nothing was applied by Helm yet, so there is only what is in the cluster to compare with. */
function changesText(release: string, live: readonly ObjectDiff[]): string {
  if (live.length === 0) return `${release}: a deploy would change nothing`;
  return `${release}: a deploy would then change\n${formatDiff(live)}`;
}

/** Another run may have deployed or adopted it meanwhile, so it is asked again under the lock. */
async function adoptLocked(
  request: DeployRequest,
  takeFrom: Controller | undefined,
): Promise<void> {
  const { release, namespace, kubectl, objects } = request;
  const lock = await lockRelease(kubectl, release, { machine: request.machine });
  try {
    const { releases, objects: actual } = await readState(request);
    if (holderOf(releases, release) !== 'nobody') throw meanwhile(release);
    const leftRevision = isUnfinishedAdoption(releases, release)
      ? releases.get(release)?.at(-1)?.revision
      : undefined;
    const adoption = adoptionOf({ release, namespace, expected: objects.install, actual });
    await refuseOtherOwners({ ...request, takeFrom }, adoption);
    await adopt({ ...request, lock, leftRevision }, adoption);
  } finally {
    await lock.free();
  }
}

function meanwhile(release: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_BUSY',
    'another run has made it a release of Helm meanwhile; nothing was changed',
    `npx nx run ${release}:helm-status`,
    { project: release },
  );
}
