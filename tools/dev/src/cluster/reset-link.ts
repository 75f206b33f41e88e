import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { programPath, run } from '../run.ts';
import { kubeContext, namespace } from './kubectl.ts';

/** A line of the program in the pod: code, what failed, and what to do about it. */
const ownError = /^([A-Z_]+): (.*?)\. Do: (.*)$/m;

type Runner = (args: readonly string[]) => Promise<RunResult>;

const runKubectl: Runner = (args) => run(programPath('kubectl'), args);

/** A pod of web has the address of the database and that of the page, so the link is made in one. */
export async function makeResetLink(email: string, kubectl: Runner = runKubectl): Promise<string> {
  const place = ['--context', kubeContext, '-n', namespace, 'exec', 'deploy/web', '-c', 'web'];
  const result = await kubectl([...place, '--', 'node', '/app/reset-password.mjs', email]);
  if (result.exitCode === 0) return result.stdout;
  const [, code, what, fix] = ownError.exec(result.stderr) ?? [];
  if (code !== undefined && what !== undefined && fix !== undefined) {
    throw new UserError(code, what, fix);
  }
  throw new UserError(
    'KUBECTL_FAILED',
    `no pod of web could make the link: ${result.stderr.trim()}`,
    'npx nx run dev:status',
  );
}
