import type { TargetConfiguration } from '@nx/devkit';
import type { ChartTargetFacts } from './chart-targets.ts';
import { environmentConfigurations, metadata } from './target-parts.ts';

/** A target that asks or changes one release in the cluster and needs nothing built. */
export function clusterTarget(
  facts: ChartTargetFacts,
  executor: string,
  targetName: string,
  description: string,
): TargetConfiguration {
  const { project, options } = facts;
  const { namespace, programsDirectory, contexts } = options;
  return {
    executor: `@taskora/nx-helm:${executor}`,
    cache: false,
    options: { namespace, programsDirectory, contexts },
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(description, ['helm', 'kubernetes'], project.name, targetName),
  };
}
