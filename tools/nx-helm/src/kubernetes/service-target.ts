import { NxHelmError } from '../errors.ts';
import type { Kubectl } from './kubectl.ts';
import type { Pod } from './pods.ts';
import { hasLabels, isReady } from './pods.ts';

/** Where a Service leads: to which pods, and to which of their ports. */
export interface ServiceTarget {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly selector: Readonly<Record<string, string>>;
}

interface ServiceObject {
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[];
  };
}

export async function readServiceTarget(
  kubectl: Kubectl,
  name: string,
  release: string,
): Promise<ServiceTarget> {
  const text = await kubectl.read(['get', 'service', name, '--output', 'json']);
  const { spec } = JSON.parse(text) as ServiceObject;
  const [first] = spec?.ports ?? [];
  const selector = spec?.selector ?? {};
  if (first === undefined || Object.keys(selector).length === 0) {
    throw new NxHelmError({
      code: 'NXHELM_SERVICE_WITHOUT_PODS',
      project: release,
      what: `the Service ${name} names no port or selects no pods`,
      command: `kubectl --namespace ${kubectl.namespace} describe service ${name}`,
    });
  }
  return { name, port: first.port, targetPort: first.targetPort ?? first.port, selector };
}

interface ServedPod extends Pod {
  readonly metadata: Pod['metadata'] & { readonly creationTimestamp?: string };
  readonly spec?: {
    readonly containers?: readonly {
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
}

export interface PodPort {
  readonly pod: string;
  readonly port: number;
}

/** The ready pods behind a Service, the newest first, as a rollout leaves only these. */
export async function readyPods(
  kubectl: Kubectl,
  { selector, targetPort }: ServiceTarget,
): Promise<PodPort[]> {
  const { exitCode, stdout } = await kubectl.try(['get', 'pods', '--output', 'json']);
  // A cluster that does not answer for a moment has no pods for that moment.
  if (exitCode !== 0) return [];
  const { items } = JSON.parse(stdout) as { readonly items: readonly ServedPod[] };
  return items
    .filter((pod) => hasLabels(pod, selector) && isReady(pod))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .toSorted((one, other) => (createdAt(one) < createdAt(other) ? 1 : -1))
    .flatMap((pod) => {
      const port = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort);
      return port === undefined ? [] : [{ pod: pod.metadata.name, port }];
    });
}

function createdAt({ metadata }: ServedPod): string {
  return metadata.creationTimestamp ?? '';
}

function namedPort({ spec }: ServedPod, wanted: string): number | undefined {
  return spec?.containers?.flatMap(({ ports = [] }) => ports).find(({ name }) => name === wanted)
    ?.containerPort;
}
