import { createKubectl } from '@taskora/base/kubectl';
import { programPath, run } from '../run.ts';

/** The profile name that Minikube gives to the kube-context, the only one that these commands touch. */
export const kubeContext = 'minikube';
export const namespace = 'taskora';

export const {
  ask: kubectl,
  createObject,
  applyObjects,
} = createKubectl({
  context: kubeContext,
  fieldManager: 'taskora',
  fix: 'npx nx run minikube:cluster-status',
  run: (args, input) => run(programPath('kubectl'), args, input === undefined ? {} : { input }),
});
