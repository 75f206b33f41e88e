import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '@taskora/base/errors';
import { getObjects, kubeContext, kubectl } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import { waitForHttp } from '../wait.ts';

/** Ports of the nodes for a second Taskora beside the one that people use. */
export interface NodePorts {
  readonly frontend: number;
  readonly chatbot: number;
}

const nodesSchema = z.object({
  items: z.array(
    z.object({
      status: z.object({
        addresses: z.array(z.object({ type: z.string(), address: z.string() })),
      }),
    }),
  ),
});

/** Hosts at which a port of the nodes may answer: this machine, and the nodes themselves. */
export async function nodeHosts(): Promise<string[]> {
  const { items } = await getObjects(nodesSchema, ['nodes']);
  const addresses = items.flatMap(({ status }) => status.addresses);
  const internal = addresses.filter(({ type }) => type === 'InternalIP');
  return ['localhost', ...internal.map(({ address }) => address)];
}

/** With the values of values-dev.yaml there is room for it; its data are on a claim all the same. */
export async function valuesBeside({ frontend, chatbot }: NodePorts): Promise<string[]> {
  const hosts = await nodeHosts();
  const origins = hosts.flatMap((host) =>
    [frontend, chatbot].map((port) => `http://${host}:${port}`),
  );
  return [
    '--set=global.database.mode=volume',
    `--set=entrances.frontend.nodePort=${frontend}`,
    `--set=entrances.chatbot.nodePort=${chatbot}`,
    `--set=global.urls.web=http://localhost:${frontend}`,
    `--set=global.urls.chatbot=http://localhost:${chatbot}`,
    `--set=global.trustedOrigins={${origins.join(',')}}`,
  ];
}

export interface Beside {
  readonly namespace: string;
  readonly nodePorts: NodePorts;
  /** How it is said that Helm failed. */
  readonly failure: { readonly code: string; readonly fix: string };
}

/** Deploys the whole as it was rendered last, in small, with what is set besides. */
export async function deployBeside(
  { namespace, nodePorts, failure }: Beside,
  ...sets: readonly string[]
): Promise<void> {
  const chart = join(workspaceRoot, 'dist/charts/taskora');
  await must(
    programPath('helm'),
    [
      ...['upgrade', '--install', 'taskora', chart, '--kube-context', kubeContext],
      ...['--namespace', namespace, '--wait', '--timeout=4m'],
      `--values=${join(workspaceRoot, 'dist/manifests/taskora/values.yaml')}`,
      `--values=${join(chart, 'values-dev.yaml')}`,
      ...(await valuesBeside(nodePorts)),
      ...sets,
    ],
    failure,
  );
}

/** Where the web app answers, once both front ends are ready behind their entrances. */
export async function frontEnds({ frontend, chatbot }: NodePorts): Promise<string> {
  for (const host of await nodeHosts()) {
    const ready = await Promise.all(
      [frontend, chatbot].map((port) =>
        waitForHttp(`http://${host}:${port}/ready`, { timeoutSeconds: 20 }),
      ),
    );
    if (ready.every(Boolean)) return `http://${host}:${frontend}`;
  }
  throw new UserError(
    'FRONT_ENDS_SILENT',
    `the front ends do not answer at the node ports ${frontend} and ${chatbot}`,
    'npx nx run dev:status',
  );
}

/** Removes what a run has left that was killed, and waits until it is gone. */
export const clearNamespace = (namespace: string): Promise<string> =>
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);

/** Removes what this run has made; pods take their time to end, and nobody needs to wait for it. */
export const removeNamespace = (namespace: string): Promise<string> =>
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
