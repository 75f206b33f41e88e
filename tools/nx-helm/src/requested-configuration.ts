import type { ExecutorContext, NxPlugin } from '@nx/devkit';
import parse from 'yargs-parser';
import { nxArguments } from './process/nx-command.ts';
import { handConfigurationsDown, handedDownConfigurations } from './settings.ts';

/**
 * Nx gives a task the configuration that was asked for if its target has it, and the default one if
 * not, without a word: of a misspelt environment a target would never learn. What was typed is read
 * where the machine keeps the command lines of its processes.
 */
type Projects = ExecutorContext['projectsConfigurations']['projects'];

type BeforeTasks = NonNullable<NxPlugin['preTasksExecution']>;

/**
 * Where no other process's command line can be read, Nx calls this before the tasks begin. With Nx's
 * daemon that costs a process per run, a fifth of a second, so elsewhere there is nothing to call.
 */
export const preTasksExecution: BeforeTasks | undefined =
  process.platform === 'win32' ? handDown : undefined;

export function handDown(...[, { argv }]: Parameters<BeforeTasks>): void {
  handConfigurationsDown(JSON.stringify(typedConfigurations(argv.slice(2))));
}

/** `named` by an option; `targets` are words such as `web:helm-deploy:prod`, which may name one. */
export interface TypedConfigurations {
  readonly named: readonly string[];
  readonly targets: readonly string[];
}

/** What Nx itself makes of a command line: the same parser, with what it is told there. */
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
  const words = end < 0 ? args : args.slice(0, end);
  return {
    named: [...namedBy(configuration), ...(prod === true ? ['production'] : [])],
    targets: words.filter((word) => /^[^-:][^:]*:[^:]+:./.test(word)),
  };
}

/**
 * Nx looks several up as one name with commas, and an option without a value as a name without
 * letters; it finds neither, and would do its work for the default configuration.
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
