import type { ExecutorContext } from '@nx/devkit';
import { NxHelmError } from '../errors.ts';

export interface ExecutorResult {
  readonly success: boolean;
}

export type Executor<Options> = (
  options: Options,
  context: ExecutorContext,
) => Promise<ExecutorResult>;

/** Known failures are told in one line; anything else is a defect and keeps its stack trace. */
export function executor<Options>(
  work: (options: Options, context: ExecutorContext, project: string) => Promise<void>,
): Executor<Options> {
  return async (options, context) => {
    try {
      await work(options, context, projectName(context));
      return { success: true };
    } catch (error) {
      if (!(error instanceof NxHelmError)) throw error;
      console.error(error.message);
      return { success: false };
    }
  };
}

function projectName(context: ExecutorContext): string {
  const name = context.projectName;
  if (name === undefined || !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)) {
    throw new NxHelmError({
      code: 'NXHELM_PROJECT_NAME',
      what: `the project name "${name ?? ''}" cannot name an image or a release`,
      command:
        'give the project a name of lower-case letters, digits and single hyphens in its project.json',
    });
  }
  return name;
}

/** The folder of the running project, relative to the workspace. */
export function projectRoot(context: ExecutorContext, project: string): string {
  const root = context.projectsConfigurations.projects[project]?.root;
  if (root === undefined) {
    throw new NxHelmError({
      code: 'NXHELM_PROJECT_UNKNOWN',
      project,
      what: 'the project graph has no such project',
      command: 'npx nx show projects',
    });
  }
  return root;
}
