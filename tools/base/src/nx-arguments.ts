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
