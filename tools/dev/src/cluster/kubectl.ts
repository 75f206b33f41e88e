import { spawn } from 'node:child_process';
import { createKubectl } from '@taskora/base/kubectl';
import type { z } from 'zod';
import { programPath, run } from '../run.ts';

/** The profile name that Minikube gives to the kube-context, the only one that these commands touch. */
export const kubeContext = 'minikube';
export const namespace = 'taskora';

export function kubectlIn(context: string) {
  return createKubectl({
    context,
    fieldManager: 'taskora',
    fix: 'npx nx run minikube:cluster-status',
    run: (args, input) => run(programPath('kubectl'), args, input === undefined ? {} : { input }),
  });
}

export const { ask: kubectl, createObject, applyObjects } = kubectlIn(kubeContext);

/** What `kubectl get` answers, as far as a schema knows it. */
export async function getObjects<Objects>(
  schema: z.ZodType<Objects>,
  args: readonly string[],
): Promise<Objects> {
  return schema.parse(JSON.parse(await kubectl(['get', ...args, '-o', 'json'])));
}

/** Starts a program in a pod of the product, with pipes to all of its streams. */
export function spawnInPod(pod: string, program: string, args: readonly string[]) {
  const place = ['--context', kubeContext, '-n', namespace];
  return spawn(programPath('kubectl'), [...place, 'exec', '-i', pod, '--', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
