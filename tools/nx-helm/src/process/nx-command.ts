import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process as its machine knows it. */
export interface KnownProcess {
  readonly parent: number;
  readonly words: readonly string[];
}

export type LookUp = (processId: number) => KnownProcess | undefined;

/** Nx runs a task in one of these programs of its own; anything else that runs an executor is no Nx. */
const taskProgram = /[\\/]run-(executor|batch)\.js$/;
const nxProgram = /(^|[\\/])nx(\.js)?$/;

/** Between a task and Nx there may be a terminal of Nx, a shell and the program that forks. */
const mostAncestors = 5;

/**
 * What the Nx was called with that has started this process for a task: it tells its tasks neither the
 * configuration that was asked for nor anything else that it could not use. Undefined for any other
 * process, and where it cannot be found out.
 */
export function nxArguments(
  program: string | undefined = process.argv[1],
  parent: number = process.ppid,
  lookUp: LookUp = systemLookUp(),
): readonly string[] | undefined {
  if (!taskProgram.test(program ?? '')) return undefined;
  for (let next = parent, steps = 0; steps < mostAncestors; steps += 1) {
    const found = lookUp(next);
    if (found === undefined) return undefined;
    const nx = found.words.findIndex((word) => nxProgram.test(word));
    if (nx >= 0) return found.words.slice(nx + 1);
    next = found.parent;
  }
  return undefined;
}

function systemLookUp(): LookUp {
  return existsSync('/proc/self/stat') ? lookUpInProc : lookUpByPs;
}

export function lookUpInProc(processId: number): KnownProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name before it stands in brackets, and may have any character: `7 (my (node)) S 3 …`.
    const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const words = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return { parent: Number(parent), words };
  } catch {
    return undefined;
  }
}

/** Where there is no /proc; a word with a space is several words then. */
export function lookUpByPs(processId: number): KnownProcess | undefined {
  try {
    const args = ['-p', String(processId), '-o', 'ppid=', '-o', 'args='];
    const text = execFileSync('ps', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [parent, ...words] = text.trim().split(/\s+/);
    return { parent: Number(parent), words };
  } catch {
    return undefined;
  }
}
