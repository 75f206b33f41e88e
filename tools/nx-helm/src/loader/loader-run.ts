import { NxHelmError } from '../errors.ts';
import { run } from '../process/run.ts';

/** Runs a loader's program and fails with its own words. */
export async function loaderRun(
  program: string,
  args: readonly string[],
  project: string,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args);
  if (exitCode === 0) return stdout;
  throw new NxHelmError({
    code: 'NXHELM_LOAD_FAILED',
    project,
    what: `${program} ${args.join(' ')}: ${stderr.trim()}`,
    command: 'minikube status',
  });
}
