import { Problem } from '@taskora/minikube/errors';
import { programPath, run } from '../run.ts';

/** The profile name that Minikube gives to the kube-context, the only one that these commands touch. */
export const kubeContext = 'minikube';
export const namespace = 'taskora';

export async function kubectl(args: string[], input?: string): Promise<string> {
  const options = input === undefined ? {} : { input };
  const result = await run(programPath('kubectl'), ['--context', kubeContext, ...args], options);
  if (result.exitCode === 0) return result.stdout;
  throw new Problem(
    'KUBECTL_FAILED',
    `kubectl ${args.slice(0, 3).join(' ')}: ${result.stderr.trim()}`,
    'npx nx run infra:cluster-status',
  );
}

export function applyObjects(objects: object[]): Promise<string> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  return kubectl(
    ['apply', '--server-side', '--field-manager=taskora', '-f', '-'],
    JSON.stringify(list),
  );
}
