import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { runNx } from '../../base/nx-command.ts';
import { kubeconfigFiles } from '../../base/settings.ts';
import { withTemporaryPlace } from '../../base/temporary-place.ts';
import type { Plan } from '../../release/plan-file.ts';
import { savedPlan } from '../../release/plan-file.ts';
import type { ReleasesAsked } from '../report.ts';

/** Of the workspace; what was planned last lies there afterwards, too. */
const planFile = 'dist/plans/deploy.json';

interface PlannedRun {
  readonly plans: readonly Plan[];
  /** What each of the plans is for, in the same order. */
  readonly asked: readonly ReleasesAsked[];
  readonly project: string;
}

/** Does exactly what was planned, one environment after the other, or nothing at all. */
export async function applyPlans(
  context: ExecutorContext,
  { plans, asked, project }: PlannedRun,
): Promise<void> {
  const { root } = context;
  refuseRefused(plans, project);
  await mkdir(join(root, 'dist', 'plans'), { recursive: true });
  await writeFile(join(root, planFile), `${JSON.stringify(savedPlan(plans), undefined, 2)}\n`);
  for (const [index, plan] of plans.entries()) {
    const exitCode = await applyPlan(context, plan, asked[index]);
    if (exitCode !== 0) throw stopped(plans, index, project);
  }
}

/** Nothing is begun anywhere if it could not be ended. */
function refuseRefused(plans: readonly Plan[], project: string): void {
  const refused = plans.flatMap(({ environment, releases }) =>
    releases.flatMap(({ release, refusal }) =>
      refusal === undefined ? [] : [`${release} in ${environment}: ${refusal}`],
    ),
  );
  if (refused.length === 0) return;
  throw new UserError(
    'NXHELM_DEPLOY_REFUSED',
    `the plan cannot be done, so nothing was begun: ${refused.join('; ')}`,
    'npx nx run infra:plan, and see to what it refuses',
    { project },
  );
}

/** By Nx itself, with the order of the releases and all that each one needs. */
async function applyPlan(
  { root }: ExecutorContext,
  { environment, context, releases }: Plan,
  asked: ReleasesAsked | undefined,
): Promise<number> {
  if (!releases.some(({ action }) => action !== 'skip')) {
    console.log(`${environment}: all is as it should be`);
    return 0;
  }
  const targets = new Set(asked?.releases.map(({ deployTarget }) => deployTarget));
  const projects = asked?.releases.map((release) => release.project) ?? [];
  const args = [
    'run-many',
    `--targets=${[...targets].join(',')}`,
    `--projects=${projects.join(',')}`,
    ...(asked?.environment === undefined ? [] : [`--configuration=${asked.environment}`]),
    `--plan=${planFile}`,
  ];
  return withTemporaryPlace({ purpose: 'kubeconfig' }, async (folder) => {
    // The first file that names a current context decides, for this run alone.
    const file = join(folder, 'config');
    await writeFile(file, JSON.stringify({ kind: 'Config', 'current-context': context }));
    const KUBECONFIG = [file, ...kubeconfigFiles()].join(delimiter);
    return runNx(root, args, { environment: { KUBECONFIG } });
  });
}

function stopped(plans: readonly Plan[], index: number, project: string): UserError {
  const names = plans.map(({ environment }) => environment);
  const list = (some: readonly string[]): string => (some.length === 0 ? 'none' : some.join(', '));
  return new UserError(
    'NXHELM_DEPLOY_STOPPED',
    `the deploy of ${names[index] ?? ''} failed; done before: ${list(names.slice(0, index))}, not begun: ${list(names.slice(index + 1))}`,
    `npx nx run infra:plan -c ${names.slice(index).join(',')}`,
    { project },
  );
}
