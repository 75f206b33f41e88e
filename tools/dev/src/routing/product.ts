import { join } from 'node:path';
import { kubeContext } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import { modelUrl } from './pods.ts';
import { again, product, type RoutingKind } from './place.ts';

/** A model that answers slowly, so that a stream lasts. */
const slowModel = [
  'ASSISTANT_PROVIDER=openai-compatible',
  'ASSISTANT_MODEL=slow',
  `ASSISTANT_BASE_URL=${modelUrl}`,
  'ASSISTANT_SILENCE_SECONDS=90',
  'ASSISTANT_ANSWER_SECONDS=600',
].map((setting) => `--set=api.env.${setting}`);

const failure = { code: 'ROUTING_FAILED', fix: `kubectl -n ${product} get events; ${again}` };

/** Renders the whole as the file of an environment says it; what is deployed next is this. */
export async function renderProduct(environment: RoutingKind): Promise<void> {
  await must('nx', ['run', 'taskora:helm-template', '-c', environment], failure);
}

/** Deploys what was rendered last, with the embedded assistant or a model that is slow. */
export async function deployProduct(assistant: 'embedded' | 'slow'): Promise<void> {
  await must(
    programPath('helm'),
    [
      ...['upgrade', '--install', 'taskora', join(workspaceRoot, 'dist/charts/taskora')],
      ...['--values', join(workspaceRoot, 'dist/manifests/taskora/values.yaml')],
      ...['--kube-context', kubeContext, '--namespace', product, '--wait', '--timeout=5m'],
      ...(assistant === 'slow' ? slowModel : []),
    ],
    failure,
  );
}
