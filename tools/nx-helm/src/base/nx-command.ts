import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ExecutorContext, NxPlugin } from '@nx/devkit';
import parse from 'yargs-parser';
import { argumentsOfNxAbove } from '@taskora/base/nx-arguments';
import type { findProcess } from '@taskora/base/processes';
import { run } from '@taskora/base/run';
import { environmentWith, handConfigurationsDown, handedDownConfigurations } from './settings.ts';

/** Nx runs a task in one of these programs of its own; anything else that runs an executor is no Nx. */
const taskProgram = /[\\/]run-(executor|batch)\.js$/;
/**
 * The arguments of the Nx that started this process for a task: Nx hands its tasks neither the
 * configuration that was typed nor an option that it ignored. Undefined for any other process, and
 * where it cannot be found out.
 */
export function nxArguments(
  program: string | undefined = process.argv[1],
  parent: number = process.ppid,
  find?: typeof findProcess,
): readonly string[] | undefined {
  if (!taskProgram.test(program ?? '')) return undefined;
  return argumentsOfNxAbove(parent, find);
}

interface NxRunOptions {
  /** Undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** On stderr, where a program that reads what this process says on stdout is not disturbed. */
  readonly isShownAsProgress?: boolean;
}

/** Runs the workspace's own Nx, whose output people see as it comes; gives its exit code. */
export async function runNx(
  workspaceRoot: string,
  args: readonly string[],
  { environment = {}, isShownAsProgress = false }: NxRunOptions = {},
): Promise<number> {
  const { exitCode } = await run(process.execPath, [nxOf(workspaceRoot), ...args], {
    directory: workspaceRoot,
    environment: environmentWith({ NX_TUI: 'false', ...environment }),
    inherit: isShownAsProgress ? 'progress' : true,
    isInteractive: true,
  });
  return exitCode;
}

function nxOf(workspaceRoot: string): string {
  return createRequire(join(workspaceRoot, 'package.json')).resolve('nx/bin/nx');
}

/**
 * Ends the daemon of a workspace, if there is one; the next command of Nx begins another. At each save it makes
 * the project graph anew, in a process for each plugin, beside whatever else the save has to wait for.
 */
export async function endNxDaemon(workspaceRoot: string): Promise<void> {
  await run(process.execPath, [nxOf(workspaceRoot), 'daemon', '--stop'], {
    directory: workspaceRoot,
    environment: environmentWith({ NX_TUI: 'false' }),
  });
}

/**
 * Nx silently falls back to the default configuration of a target that lacks the one that was
 * typed, so a target would never see a misspelt environment. The typed one is read where the
 * machine keeps the command lines of its processes.
 */
type Projects = ExecutorContext['projectsConfigurations']['projects'];

type BeforeTasks = NonNullable<NxPlugin['preTasksExecution']>;

/** Where no other process's command line can be read, a hook of Nx does this before the tasks begin. */
export function handDown(...[, { argv }]: Parameters<BeforeTasks>): void {
  handConfigurationsDown(JSON.stringify(typedConfigurations(argv.slice(2))));
}

/**
 * `named` by an option; `targets` are arguments such as `web:helm-deploy:prod`, which may name one.
 */
export interface TypedConfigurations {
  readonly named: readonly string[];
  readonly targets: readonly string[];
}

/** The parser that Nx itself uses for a command line, with Nx's settings. */
const parsing = {
  configuration: {
    'unknown-options-as-args': true,
    'populate--': true,
    'parse-numbers': false,
    'parse-positional-numbers': false,
  },
  string: ['configuration', 'targets', 'projects'],
  boolean: ['prod', 'verbose', 'version', 'help'],
  alias: { configuration: ['c'], targets: ['t', 'target'], projects: ['p', 'project'] },
};

export function typedConfigurations(args: readonly string[]): TypedConfigurations {
  const { configuration, prod } = parse([...args], parsing);
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  return {
    named: [...namedBy(configuration), ...(prod === true ? ['production'] : [])],
    targets: own.filter((arg) => /^[^-:][^:]*:[^:]+:./.test(arg)),
  };
}

/**
 * Nx treats several configurations as one name with commas, and an option without a value as an
 * empty name; it finds neither, and would run the default configuration.
 */
function namedBy(configuration: unknown): string[] {
  if (configuration === undefined || configuration === false) return [];
  return [String(configuration)];
}

let known: TypedConfigurations | undefined;

/** What this run of Nx was asked for; nothing where no Nx has started this process. */
export function configurationsOfRun(projects: Projects): string[] {
  known ??= readTyped();
  return configurationsIn(known, projects);
}

export function configurationsIn(
  { named, targets }: TypedConfigurations,
  projects: Projects,
): string[] {
  return [...named, ...targets.flatMap((target) => configurationIn(target, projects))];
}

function readTyped(): TypedConfigurations {
  const handedDown = handedDownConfigurations();
  return handedDown === undefined
    ? typedConfigurations(nxArguments() ?? [])
    : (JSON.parse(handedDown) as TypedConfigurations);
}

/** A target's own name may have a colon, too: `dev:database` is no configuration of `dev`. */
function configurationIn(text: string, projects: Projects): string[] {
  const [project = '', ...rest] = text.split(':');
  const targets = projects[project]?.targets ?? {};
  if (rest.join(':') in targets || !(rest.slice(0, -1).join(':') in targets)) return [];
  return rest.slice(-1);
}
