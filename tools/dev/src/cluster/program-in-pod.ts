import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { programPath, run } from '../run.ts';
import { kubeContext, namespace } from './kubectl.ts';

/** A line of the program in the pod: code, what failed, and what to do about it. */
const ownError = /^([A-Z_]+): (.*?)\. Do: (.*)$/m;

export type Runner = (args: readonly string[]) => Promise<RunResult>;

const runKubectl: Runner = (args) => run(programPath('kubectl'), args);

export interface ProgramInPod {
  /** A Deployment, whose container has its name. */
  readonly service: string;
  readonly command: readonly string[];
  /** What no pod did, when none could. */
  readonly failure: string;
}

/**
 * Runs a program in a pod of a service, which has the address of the database, and gives what it printed.
 * What the program refuses is an error of its own code; `print` gets its output in that case, too.
 */
export async function runInPod(
  { service, command, failure }: ProgramInPod,
  kubectl: Runner = runKubectl,
  print: (output: string) => void = () => undefined,
): Promise<string> {
  const deployment = `deploy/${service}`;
  const place = ['--context', kubeContext, '-n', namespace, 'exec', deployment, '-c', service];
  const result = await kubectl([...place, '--', ...command]);
  if (result.exitCode === 0) return result.stdout;
  print(result.stdout);
  const [, code, what, fix] = ownError.exec(result.stderr) ?? [];
  if (code !== undefined && what !== undefined && fix !== undefined) {
    throw new UserError(code, what, fix);
  }
  throw new UserError(
    'KUBECTL_FAILED',
    `${failure}: ${result.stderr.trim()}`,
    'npx nx run dev:status',
  );
}
