import type { TargetConfiguration } from '@nx/devkit';

export type Targets = Record<string, TargetConfiguration>;
export type DependsOn = NonNullable<TargetConfiguration['dependsOn']>;
export type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** The metadata of an inferred target that `nx show project` prints. */
export function metadata(
  description: string,
  technologies: readonly string[],
  projectName: string,
  targetName: string,
) {
  return {
    description,
    technologies: [...technologies],
    help: { command: `npx nx run ${projectName}:${targetName} --help`, example: {} },
  };
}

/** Optional `project:target` plugin options become a dependency only where they are set. */
export function optionalTargets(...targets: readonly string[]): string[] {
  return targets.filter((target) => target !== '');
}

export function onProjects(target: string, projects: readonly string[]): DependsOn {
  return projects.length === 0 ? [] : [{ projects: [...projects], target }];
}

/** One configuration for each environment: `nx run api:helm-deploy -c ci`. */
export function environmentConfigurations(environments: readonly string[]) {
  return Object.fromEntries(environments.map((environment) => [environment, { environment }]));
}
