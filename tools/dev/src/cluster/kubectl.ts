import { UserError } from '@taskora/base/errors';
import { programPath, run, type RunResult } from '../run.ts';

/** The profile name that Minikube gives to the kube-context, the only one that these commands touch. */
export const kubeContext = 'minikube';
export const namespace = 'taskora';

function attempt(args: string[], input?: string): Promise<RunResult> {
  const options = input === undefined ? {} : { input };
  return run(programPath('kubectl'), ['--context', kubeContext, ...args], options);
}

function failed(args: string[], result: RunResult): UserError {
  return new UserError(
    'KUBECTL_FAILED',
    `kubectl ${args.slice(0, 3).join(' ')}: ${result.stderr.trim()}`,
    'npx nx run infra:cluster-status',
  );
}

export async function kubectl(args: string[], input?: string): Promise<string> {
  const result = await attempt(args, input);
  if (result.exitCode === 0) return result.stdout;
  throw failed(args, result);
}

/** False when the object is there already: the API server lets only one of several creators win. */
export async function createObject(object: object): Promise<boolean> {
  const args = ['create', '--field-manager=taskora', '-f', '-'];
  const result = await attempt(args, JSON.stringify(object));
  if (result.exitCode === 0) return true;
  if (result.stderr.includes('(AlreadyExists)')) return false;
  throw failed(args, result);
}

export function applyObjects(objects: object[]): Promise<string> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  return kubectl(
    ['apply', '--server-side', '--field-manager=taskora', '-f', '-'],
    JSON.stringify(list),
  );
}
