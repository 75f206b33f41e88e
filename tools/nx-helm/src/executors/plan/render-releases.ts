import type { ExecutorContext } from '@nx/devkit';
import { NxHelmError } from '../../errors.ts';
import type { DeployedRelease } from '../../helm/releases.ts';
import { runNx } from '../../process/run-nx.ts';

const templateExecutor = '@taskora/nx-helm:helm-template';

interface Rendering {
  readonly project: string;
  readonly target: string;
}

/**
 * Has Nx render the releases, with the images that they need, and resolves to what is wrong with those
 * that cannot be. If the plan's target waited for all renders instead, one that fails would keep the
 * others from it.
 */
export async function renderReleases(
  { root, projectsConfigurations }: ExecutorContext,
  releases: readonly DeployedRelease[],
  environment: string | undefined,
): Promise<NxHelmError[]> {
  const renderings = releases.flatMap(({ project }) => {
    const targets = Object.entries(projectsConfigurations.projects[project]?.targets ?? {});
    const found = targets.find(([, { executor }]) => executor === templateExecutor);
    return found === undefined ? [] : [{ project, target: found[0] }];
  });
  const targets = new Set(renderings.map(({ target }) => target));
  if (targets.size === 0) return [];
  const projects = renderings.map(({ project }) => project).join(',');
  const configuration = environment === undefined ? [] : [`--configuration=${environment}`];
  const all = [`--targets=${[...targets].join(',')}`, `--projects=${projects}`];
  const options = { isShownAsProgress: true };
  if ((await runNx(root, ['run-many', ...all, ...configuration], options)) === 0) return [];
  // Nx does not tell which of them failed, and what an earlier run left may still lie there.
  const failures: NxHelmError[] = [];
  for (const { project, target } of renderings) {
    const args = ['run', `${project}:${target}`, ...configuration];
    if ((await runNx(root, args, options)) !== 0) failures.push(unrendered({ project, target }));
  }
  return failures;
}

function unrendered({ project, target }: Rendering): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_PLAN_RENDER',
    project,
    what: 'its manifests cannot be rendered, as told above',
    command: `npx nx run ${project}:${target}`,
  });
}
