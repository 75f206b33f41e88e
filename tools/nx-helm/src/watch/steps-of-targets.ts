import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { RolloutStep } from '../rollout-step.ts';
import { stepOf } from '../rollout-step.ts';
import type { Step } from './time-spent.ts';

const stepOfExecutor: ReadonlyMap<string, Step> = new Map([
  ['@taskora/nx-helm:next-output', 'digest'],
  ['@taskora/nx-helm:container', 'image'],
  ['@taskora/nx-helm:helm-template', 'render'],
]);

const stepOfRollout: Readonly<Record<RolloutStep, Step>> = {
  'image-load': 'load',
  'helm-deploy': 'rollout',
};

/** Targets may be named otherwise; what they do is told by their executors. All others are builds. */
export function stepsOfTargets(
  projects: Readonly<Record<string, ProjectConfiguration>>,
): ReadonlyMap<string, Step> {
  const targets = Object.values(projects).flatMap(({ targets: own = {} }) => Object.entries(own));
  return new Map(targets.map(([name, target]) => [name, stepOfTarget(target)]));
}

function stepOfTarget(target: TargetConfiguration): Step {
  const rollout = stepOf(target);
  if (rollout !== undefined) return stepOfRollout[rollout];
  return stepOfExecutor.get(target.executor ?? '') ?? 'build';
}
