import type { ImageFacts } from './image-targets.ts';
import { packageInputs } from './plugin-packages.ts';
import { pluginSourceInputs } from './plugin-source.ts';
import type { Targets } from './target-parts.ts';
import { metadata } from './target-parts.ts';

const nextOutputExecutor = '@taskora/nx-helm:next-output';

/**
 * Fills in what a project leaves out of a target that it declares for Next's output. A project's own
 * list of inputs replaces this one, unless it has `"..."` where these should stand.
 */
export function nextOutputTarget({ project, options, workspaceRoot }: ImageFacts): Targets {
  const { buildTargetName, buildDigestTargetName } = options;
  if (project.targets.get(buildDigestTargetName) !== nextOutputExecutor) return {};
  return {
    [buildDigestTargetName]: {
      executor: nextOutputExecutor,
      cache: true,
      dependsOn: [buildTargetName],
      inputs: [
        { dependentTasksOutputFiles: '**/*' },
        '{projectRoot}/public/**/*',
        ...packageInputs(workspaceRoot, []),
        ...pluginSourceInputs(workspaceRoot),
      ],
      outputs: [
        '{workspaceRoot}/dist/{projectRoot}',
        '{workspaceRoot}/dist/{projectRoot}.digest.json',
      ],
      metadata: metadata(
        `Makes of the Next output of ${project.name} a folder that is equal wherever it was built`,
        ['next'],
        project.name,
        buildDigestTargetName,
      ),
    },
  };
}
