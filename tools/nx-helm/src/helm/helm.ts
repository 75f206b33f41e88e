import { NxHelmError } from '../errors.ts';
import { resolveProgram } from '../process/program.ts';
import type { RunOptions, RunResult } from '../process/run.ts';
import { notFoundExitCode, run } from '../process/run.ts';

/** Helm of this workspace or of the machine. */
export interface Helm {
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export function createHelm(
  workspaceRoot: string,
  programsDirectory: string,
  project: string,
): Helm {
  const program = resolveProgram('helm', workspaceRoot, programsDirectory);
  return {
    run: async (args, options) => {
      const result = await run(program, args, { cwd: workspaceRoot, ...options });
      if (result.exitCode === notFoundExitCode) throw missing(project, programsDirectory);
      return result;
    },
  };
}

function missing(project: string, programsDirectory: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_HELM_MISSING',
    project,
    what: 'the program helm was not found',
    command: `install Helm 4 (or 3.14 and later), or put it into ${programsDirectory}`,
  });
}

/** Helm's own explanation, without the word that every one of them begins with. */
export function helmWords(result: RunResult): string {
  return (result.stderr.trim() || result.stdout.trim()).replace(/^Error:\s*/, '');
}
