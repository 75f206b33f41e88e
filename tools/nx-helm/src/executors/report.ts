import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { ofProject, UserError } from '@taskora/base/errors';
import type { EnvironmentPlace } from '../base/environment-place.ts';
import { configurationsOfRun } from '../base/nx-command.ts';
import type {
  EnvironmentReleases,
  LeftOutRelease,
  ReleaseWorkspace,
} from '../chart/environment-releases.ts';
import { environmentReleases, leftOutRelease } from '../chart/environment-releases.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import { refuseOtherNamespace } from '../cluster/connect.ts';
import { readEnvironmentPlaces } from '../inference/environments.ts';
import type { Options, PluginOptions } from '../inference/options.ts';
import { normaliseOptions } from '../inference/options.ts';
import { writeAnswer } from './answer-file.ts';
import { inEnvironment } from './next-command.ts';

type Context = Pick<ExecutorContext, 'projectsConfigurations' | 'targetName' | 'configurationName'>;

/**
 * Refuses an environment that this target does not have, most likely a misspelt one: Nx would run
 * the default one.
 */
export function refuseUnknownEnvironment(context: Context, project: string): void {
  refuseUnknownAmong(askedFor(context), context, project);
}

export function refuseUnknownAmong(
  asked: readonly string[],
  context: Context,
  project: string,
): void {
  const known = knownEnvironments(context, project);
  for (const name of asked) refuseUnless(known.includes(name), name, context, project);
}

function knownEnvironments(
  { projectsConfigurations, targetName = '' }: Context,
  project: string,
): string[] {
  const target = projectsConfigurations.projects[project]?.targets?.[targetName];
  return Object.keys(target?.configurations ?? {});
}

function refuseUnless(isKnown: boolean, unknown: string, context: Context, project: string): void {
  if (isKnown) return;
  const known = knownEnvironments(context, project);
  const task = `${project}:${context.targetName ?? ''}`;
  throw new UserError(
    'NXHELM_ENVIRONMENT_UNKNOWN',
    `${task} has no environment "${unknown}", so nothing was run; ${describeKnown(known)}`,
    `npx nx run ${task}${known[0] === undefined ? '' : ` -c ${known.join('|')}`}`,
    { project },
  );
}

function describeKnown(known: readonly string[]): string {
  return known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
}

/** The options that say where an environment is. */
const placeFields = ['namespace', 'contexts', 'cluster'];

/**
 * `--environment prod` means the same as `-c prod`: the options are those of that environment, and
 * one that the target does not have is refused. Where the environment's file says where it is, no option
 * leads elsewhere.
 */
export function ofEnvironment<Options>(
  options: Options,
  context: ExecutorContext,
  project: string,
): Options {
  return boundToPlace(withConfiguration(options, context, project), context, project);
}

function withConfiguration<Options>(options: Options, context: Context, project: string): Options {
  const { projectsConfigurations, targetName = '', configurationName } = context;
  const target = projectsConfigurations.projects[project]?.targets?.[targetName];
  const { environment } = options as { readonly environment?: string };
  const own = (target?.options ?? {}) as Fields;
  const { configurations } = target ?? {};
  if (environment === undefined || environment === configurationName) return options;
  if (environment === own['environment'] || configurations === undefined) return options;
  refuseUnless(environment in configurations, environment, context, project);
  const there = { ...own, ...(configurations[environment] as Fields) };
  const place = Object.entries(there).filter(([name]) => placeFields.includes(name));
  return { ...options, ...Object.fromEntries(place) };
}

/** A target that works in no cluster has no contexts, and is left as it is. */
function boundToPlace<Options>(
  options: Options,
  context: ExecutorContext,
  project: string,
): Options {
  const { contexts, namespace, environment, environmentsDirectory } = options as {
    readonly contexts?: string;
    readonly namespace?: string;
    readonly environment?: string;
    readonly environmentsDirectory?: string;
  };
  if (contexts === undefined) return options;
  const place = placeOf(context, { environment, environmentsDirectory });
  if (namespace !== undefined) refuseOtherNamespace(namespace, place.namespace, project);
  return { ...options, ...place };
}

interface PlaceQuestion {
  readonly environment?: string | undefined;
  readonly environmentsDirectory?: string | undefined;
}

/** Where the file of an environment says that it is; nothing where there is no such file. */
export function placeOf(context: ExecutorContext, asked: PlaceQuestion): EnvironmentPlace {
  const known = pluginOptionsOf(context);
  const { environment = known.environment, environmentsDirectory: own } = asked;
  const directory = own ?? known.environmentsDirectory;
  return readEnvironmentPlaces(context.root, directory, [environment]).get(environment) ?? {};
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * For executors of all releases: the requested environment, whether or not their own target lists
 * it, because the releases know theirs.
 */
export function environmentOf(own: string | undefined, context: Context): string | undefined {
  return askedFor(context)[0] ?? own;
}

function askedFor({ projectsConfigurations, configurationName }: Context): string[] {
  const asked = configurationsOfRun(projectsConfigurations.projects);
  return configurationName === undefined ? asked : [...asked, configurationName];
}

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
      const error = inEnvironment(ofProject(thrown, context.projectName), context);
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

/** The workspace of a task, as far as its releases are concerned. */
export function workspaceOf({
  root,
  projectsConfigurations,
  projectGraph,
}: Pick<ExecutorContext, 'projectGraph' | 'projectsConfigurations' | 'root'>): ReleaseWorkspace {
  const { projects } = projectsConfigurations;
  return { root, projects, dependencies: projectGraph.dependencies };
}

/**
 * For executors of one release or chart: the release, if its environment leaves it out. Without an
 * environment of its own a target is for the one that the release is deployed in by default.
 */
export function leftOutOf(
  context: ExecutorContext,
  { environment }: { readonly environment?: string },
  project: string,
): LeftOutRelease | undefined {
  return leftOutRelease(workspaceOf(context), project, environment);
}

interface ChangeOptions {
  readonly environment?: string;
  readonly environmentsDirectory?: string;
  readonly confirm?: string;
}

/**
 * For executors that change something: refuses a protected environment that was not named. Nx starts the
 * dependencies of a target without its options, so that of any task of the run counts, and so does a saved
 * plan, which names its environment.
 */
export async function refuseUnconfirmedChange(
  options: ChangeOptions,
  context: ExecutorContext,
  project: string,
): Promise<void> {
  const known = pluginOptionsOf(context);
  const { environment = known.environment } = options;
  const { environmentsDirectory: directory = known.environmentsDirectory } = options;
  if (!existsSync(join(context.root, directory, `${environment}.yaml`))) return;
  const { protection } = readEnvironment(context.root, directory, environment, project);
  if (protection.size === 0) return;
  const { refuseUnconfirmed } = await import('../release/protection.ts');
  const typed = Object.values(context.taskGraph?.tasks ?? {}).map(
    ({ overrides }) => (overrides ?? {}) as { readonly confirm?: string; readonly plan?: string },
  );
  if (typed.some(({ plan }) => plan !== undefined)) return;
  const confirmed = options.confirm ?? typed.find(({ confirm }) => confirm !== undefined)?.confirm;
  const task = `${project}:${context.targetName ?? ''}`;
  const command = `npx nx run ${task} -c ${environment} --confirm=${environment}`;
  refuseUnconfirmed({ environment, protection, project, confirmed, command });
}

export interface ReleasesAsked {
  readonly environment: string | undefined;
  /** Those that the environment deploys. */
  readonly releases: readonly DeployedRelease[];
  readonly leftOut: readonly LeftOutRelease[];
}

/** For executors of all releases of a workspace: those of the environment that was asked for. */
export function releasesAsked(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
  environment = environmentOf(own, context),
): ReleasesAsked {
  const { deployed, leftOut }: EnvironmentReleases = environmentReleases(
    workspaceOf(context),
    environment,
  );
  if (deployed.length + leftOut.length > 0) return { environment, releases: deployed, leftOut };
  throw new UserError(
    'NXHELM_NO_RELEASES',
    'no project of the workspace is deployed',
    'tag a project that has a chart with deploy:helm, then npx nx show projects',
    { project },
  );
}

interface AnswerOptions {
  readonly json?: boolean;
  readonly out?: string;
}

/** Prints an answer for people or as JSON, which `--out` saves as well. */
export async function printAnswer(
  { json, out }: AnswerOptions,
  { root }: ExecutorContext,
  answer: unknown,
  forPeople: () => string,
): Promise<void> {
  const text = `${JSON.stringify(answer, undefined, 2)}\n`;
  if (out !== undefined) await writeAnswer(root, out, text);
  console.log(json === true ? text : forPeople());
}
