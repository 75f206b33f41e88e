import type { ExecutorContext } from '@nx/devkit';
import { messageOf, UserError } from '@taskora/base/errors';
import { whoRuns } from '../../base/programs.ts';
import { secondsSince } from '../../base/task-reports.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { imagesIn } from '../../chart/manifest-objects.ts';
import { readRendered } from '../../chart/manifests.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { connect } from '../../cluster/connect.ts';
import { readReleases } from '../../cluster/cluster-state.ts';
import { readImage } from '../../image/image-description.ts';
import { readPushedImage } from '../../image/registry.ts';
import { formatPlan } from '../../release/plan-release.ts';
import type { ProvenRelease } from '../../release/promotion.ts';
import {
  contentOf,
  describeProven,
  readProven,
  refuseOtherImages,
} from '../../release/promotion.ts';
import { appendRecord } from '../../release/records.ts';
import { applyPlans } from '../deploy/apply-plans.ts';
import { assertClusters } from '../assert-clusters.ts';
import { incomplete, planEnvironment } from '../plan/plan-environment.ts';
import { amongSeveral } from '../plan/plan-environments.ts';
import { executorOfAny, refuseUnconfirmedChange, releasesAsked } from '../report.ts';

export interface PromoteOptions {
  readonly from?: string;
  readonly to?: string;
  readonly confirm?: string;
  readonly dryRun?: boolean;
}

/** Deploys to one environment exactly the images that another one runs, and says how they have proved. */
export default executorOfAny<PromoteOptions>(async (options, context, project) => {
  const { from, to } = options;
  if (from === undefined || to === undefined || from === to) throw unclear(project);
  const source = amongSeveral(releasesAsked(from, context, project, from));
  const target = amongSeveral(releasesAsked(to, context, project, to));
  const { confirm } = options;
  const change = { environment: to, ...(confirm === undefined ? {} : { confirm }) };
  if (options.dryRun !== true) await refuseUnconfirmedChange(change, context, project);
  for (const { releases } of [source, target]) await assertClusters(context.root, releases);
  const proven = await Promise.all(
    target.releases.map(async (release) => {
      const there = source.releases.find((each) => each.project === release.project);
      if (there === undefined) throw notDeployed(release.project, from);
      return { release, there, facts: await readProven(context.root, there) };
    }),
  );
  const { plan, failures } = await planEnvironment(context, target);
  for (const { message } of failures) console.error(message);
  if (plan === undefined || failures.length > 0) throw incomplete(failures, project);
  for (const { release, facts } of proven) {
    refuseOtherImages(facts, offeredImages(context.root, release));
  }
  const now = new Date();
  console.log(proven.map(({ facts }) => describeProven(facts, now)).join('\n'));
  console.log(`\n${formatPlan(plan)}`);
  if (options.dryRun === true) return;
  await applyPlans(context, { plans: [plan], asked: [target], project });
  const rolled = new Set(
    plan.releases.filter(({ action }) => action !== 'skip').map(({ release }) => release),
  );
  for (const each of proven.filter(({ release }) => rolled.has(release.project))) {
    await record(context, each, now);
  }
});

function unclear(project: string): UserError {
  return new UserError(
    'NXHELM_PROMOTE_UNCLEAR',
    'a promotion takes two environments: the one that has tried it, and the one that gets it',
    `npx nx run ${project}:promote --from=<environment> --to=<environment>`,
    { project },
  );
}

function notDeployed(release: string, environment: string): UserError {
  return new UserError(
    'NXHELM_PROMOTE_UNTRIED',
    `${environment} leaves it out, so nobody has tried there what would be promoted`,
    `npx nx run ${release}:helm-deploy -c ${environment}`,
    { project: release },
  );
}

/** The images that a deploy of this checkout would run, by content tag and by digest. */
function offeredImages(root: string, { project, options }: DeployedRelease): ReadonlySet<string> {
  const { environment: name, environmentsDirectory, images = {} } = options;
  const environment = readEnvironment(root, environmentsDirectory, name, project);
  const rendered = imagesIn(readRendered(root, project, name).upgrade);
  const pushed =
    environment.registry === undefined
      ? []
      : Object.values(images).map((image) => {
          const { repository, digest } = readPushedImage(root, name, readImage(root, image));
          return `${repository}@${digest}`;
        });
  return new Set([...rendered, ...pushed].map(contentOf));
}

interface Promoted {
  readonly release: DeployedRelease;
  readonly there: DeployedRelease;
  readonly facts: ProvenRelease;
}

/** In both histories; they explain and decide nothing, so the promotion does not fail by them. */
async function record(
  { root }: ExecutorContext,
  { release, there, facts }: Promoted,
  started: Date,
): Promise<void> {
  const { project, options } = release;
  try {
    const { kubectl } = connect(root, options, project);
    const revision = (await readReleases(kubectl)).get(project)?.at(-1)?.revision ?? 0;
    const common = {
      action: 'promoted' as const,
      reasonCode: 'promotion',
      changes: [],
      commit: facts.commit,
      dirty: facts.rollout?.dirty ?? false,
      by: whoRuns(),
      startedAt: started.toISOString(),
      durationSeconds: secondsSince(started.getTime()),
      result: 'promoted',
    };
    await appendRecord(kubectl, project, {
      ...common,
      revision,
      explanation: `from ${describeProven(facts, started)}`,
    });
    await appendRecord(connect(root, there.options, project).kubectl, project, {
      ...common,
      revision: facts.revision,
      explanation: `to revision ${revision} of ${options.environment}`,
    });
  } catch (error) {
    console.warn(`${project}: ${messageOf(error)}`);
  }
}
