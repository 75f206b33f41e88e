import type { ExecutorContext } from '@nx/devkit';
import { UserError, ofProject } from '@taskora/base/errors';
import type { Options, PluginOptions } from '../inference/options.ts';
import { normaliseOptions } from '../inference/options.ts';
import { ofEnvironment, refuseUnknownEnvironment } from './environment-asked.ts';

export interface ExecutorResult {
  readonly success: boolean;
}

export type Executor<Options> = (
  options: Options,
  context: ExecutorContext,
) => Promise<ExecutorResult>;

/** What an executor does for one project; it fails by throwing. */
export type Work<Options> = (
  options: Options,
  context: ExecutorContext,
  project: string,
) => Promise<void>;

/** For executors that do the same in every environment, or read the requested one themselves. */
export function executorOfAny<Options>(work: Work<Options>): Executor<Options> {
  return reported(work);
}

/** For executors that act in the environment that was requested. */
export function executor<Options>(work: Work<Options>): Executor<Options> {
  return reported(async (options, context, project) => {
    refuseUnknownEnvironment(context, project);
    await work(ofEnvironment(options, context, project), context, project);
  });
}

/** An UserError is printed as one line; any other error is a defect and keeps its stack trace. */
function reported<Options>(work: Work<Options>): Executor<Options> {
  return async (options, context) => {
    try {
      await work(options, context, checkedProjectName(context.projectName));
      return { success: true };
    } catch (thrown) {
      const error = ofProject(thrown, context.projectName);
      if (!(error instanceof UserError)) throw error;
      console.error(error.message);
      return { success: false };
    }
  };
}

/** A name that starts no option and ends no argument, so that it can name images and releases. */
export function checkedProjectName(name: string | undefined): string {
  if (name === undefined || !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)) {
    throw new UserError(
      'NXHELM_PROJECT_NAME',
      `the project name "${name ?? ''}" cannot name an image or a release`,
      'give the project a name of lower-case letters, digits and single hyphens in its project.json',
    );
  }
  return name;
}

/** The folder of the running project, relative to the workspace. */
export function projectRoot(context: ExecutorContext, project: string): string {
  const root = context.projectsConfigurations.projects[project]?.root;
  if (root === undefined) {
    throw new UserError(
      'NXHELM_PROJECT_UNKNOWN',
      'the project graph has no such project',
      'npx nx show projects',
      { project },
    );
  }
  return root;
}

const pluginName = '@taskora/nx-helm';

/**
 * The options that nx.json gives the plugin. A target that a project declares itself, such as those
 * that `init` writes, has no copy of them that somebody would have to change with nx.json.
 */
export function pluginOptionsOf({ nxJsonConfiguration }: ExecutorContext): Options {
  const plugins = nxJsonConfiguration.plugins ?? [];
  const found = plugins.find(
    (each) => typeof each !== 'string' && each.plugin.startsWith(pluginName),
  );
  return normaliseOptions(
    typeof found === 'object' ? (found.options as PluginOptions | undefined) : undefined,
  );
}

/** For executors of all releases of a workspace. */
export function noReleases(project: string): UserError {
  return new UserError(
    'NXHELM_NO_RELEASES',
    'no project of the workspace is deployed',
    'tag a project that has a chart with deploy:helm, then npx nx show projects',
    { project },
  );
}
