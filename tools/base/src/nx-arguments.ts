import { parseArgs } from 'node:util';
import { findProcess } from './processes.ts';

const nxProgram = /(^|[\\/])nx(\.js)?$/;

/** Between a task and Nx there may be a terminal of Nx, a shell and the program that forks. */
const mostAncestors = 5;

/**
 * The arguments of the nearest Nx at or above a process: Nx hands its tasks neither the configuration
 * that was typed nor an option that it ignored. Undefined where it cannot be found out.
 */
export function argumentsOfNxAbove(
  process: number,
  find: typeof findProcess = findProcess,
): readonly string[] | undefined {
  for (let next = process, steps = 0; steps < mostAncestors; steps += 1) {
    const found = find(next);
    if (found === undefined) return undefined;
    const nx = found.commandLine.findIndex((arg) => nxProgram.test(arg));
    if (nx >= 0) return found.commandLine.slice(nx + 1);
    next = found.parent;
  }
  return undefined;
}

/** What Nx passes to the program of a task about that task. */
interface NxTask {
  readonly target?: string;
  readonly configuration?: string;
}

/**
 * The configuration that was typed after `-c`. Nx runs the default where a target's configurations lack
 * the name, and says nothing of it; so the name is read from the command of Nx itself, and whoever
 * asks says whether there is such a configuration. Undefined where none was typed.
 */
export function askedConfiguration(
  { target, configuration }: NxTask,
  typed: readonly string[] | undefined = argumentsOfNxAbove(process.ppid),
): string | undefined {
  // Without a task, an Nx above this program runs something else, as the tests.
  if (target === undefined) return undefined;
  return typedConfiguration(typed ?? []) ?? configuration;
}

/** Also of a task that another one needs: the command names the configuration with that one's target. */
function typedConfiguration(args: readonly string[]): string | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { configuration: { type: 'string', short: 'c' } },
    strict: false,
    allowPositionals: true,
  });
  if (typeof values.configuration === 'string') return values.configuration;
  return positionals.map((each) => /^[^:]+:[^:]+:([^:]+)$/.exec(each)?.[1]).find(Boolean);
}
