import type { TargetConfiguration } from '@nx/devkit';
import { rolloutExecutor } from '../rollout-step.ts';
import type { ChartTargetFacts } from './chart-targets.ts';
import { chartOptions } from './chart-targets.ts';
import { clusterTarget } from './cluster-target.ts';
import { operateTargets } from './operate-targets.ts';
import type { Targets } from './target-parts.ts';
import {
  environmentConfigurations,
  metadata,
  onProjects,
  optionalTargets,
} from './target-parts.ts';

/** The targets that touch a cluster; none is cached, because a cache cannot know what a cluster runs. */
export function releaseTargets(facts: ChartTargetFacts): Targets {
  const { options } = facts;
  return {
    [options.deployTargetName]: deployTarget(facts),
    ...operateTargets(facts),
    [options.statusTargetName]: clusterTarget(
      facts,
      'helm-status',
      options.statusTargetName,
      `Shows the release ${facts.project.name}: status, revision, image, pods`,
    ),
    [options.testTargetName]: clusterTarget(
      facts,
      'helm-test',
      options.testTargetName,
      `Runs the tests of the deployed release ${facts.project.name}`,
    ),
    [options.uninstallTargetName]: clusterTarget(
      facts,
      'helm-uninstall',
      options.uninstallTargetName,
      `Removes the release ${facts.project.name} and keeps its volumes`,
    ),
  };
}

function deployTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, images, project } = facts;
  return {
    executor: rolloutExecutor,
    cache: false,
    dependsOn: [
      ...onProjects(options.imageLoadTargetName, Object.values(images)),
      options.templateTargetName,
      `^${options.deployTargetName}`,
      ...optionalTargets(options.clusterTarget, options.prepareTarget),
    ],
    options: { step: 'helm-deploy', ...chartOptions(facts), contexts: options.contexts },
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(
      `Installs or upgrades the release ${project.name}, if its manifests changed; rolls back when it fails`,
      ['helm', 'kubernetes'],
      project.name,
      options.deployTargetName,
    ),
  };
}
