import type { TargetConfiguration } from '@nx/devkit';
import type { ChartTargetFacts } from './chart-targets.ts';
import { chartOptions } from './chart-targets.ts';
import { clusterTarget } from './cluster-target.ts';
import type { Targets } from './target-parts.ts';

/** What reads a release or undoes a rollout: never cached, since a cluster answers for itself. */
export function operateTargets(facts: ChartTargetFacts): Targets {
  const { options, project } = facts;
  const { diffTargetName, rollbackTargetName, logsTargetName, portForwardTargetName } = options;
  return {
    [diffTargetName]: diffTarget(facts),
    [rollbackTargetName]: rollbackTarget(facts),
    [logsTargetName]: {
      ...clusterTarget(facts, 'logs', logsTargetName, `Follows the logs of ${project.name}`),
      continuous: true,
    },
    [portForwardTargetName]: {
      ...clusterTarget(
        facts,
        'port-forward',
        portForwardTargetName,
        `Makes ${project.name} reachable on a port of this machine, also over rollouts`,
      ),
      continuous: true,
    },
  };
}

/** Shows what a deploy would apply, so it needs the same render, and no image on any node. */
function diffTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  return {
    ...clusterTarget(
      facts,
      'helm-diff',
      options.diffTargetName,
      `Shows what a deploy would change in the release ${project.name}`,
    ),
    dependsOn: [options.templateTargetName],
    options: { ...chartOptions(facts), contexts: options.contexts },
  };
}

function rollbackTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  const target = clusterTarget(
    facts,
    'helm-rollback',
    options.rollbackTargetName,
    `Takes the release ${project.name} back to an earlier revision, and keeps it there until its sources change`,
  );
  return { ...target, options: { ...target.options, imagePrefix: options.imagePrefix } };
}
