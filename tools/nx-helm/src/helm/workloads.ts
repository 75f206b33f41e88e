import { parseManifests } from './parse-manifests.ts';

/** A rendered object that runs pods. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  /** Absent for kinds that do not count, or where an autoscaler counts. */
  readonly replicas?: number;
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly isHook: boolean;
}

interface RenderedObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
}

const kindsWithSelector = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What to look for in the cluster while and after a release rolls. */
export function workloadsOf(manifests: string): Workload[] {
  return parseManifests(manifests).flatMap((object) => workloadOf(object) ?? []);
}

function workloadOf({ kind, metadata, spec }: RenderedObject): Workload | undefined {
  const name = metadata?.name;
  if (kind === undefined || name === undefined) return undefined;
  const isHook = metadata?.annotations?.['helm.sh/hook'] !== undefined;
  if (kind === 'Job') {
    return { kind, name, podLabels: { 'batch.kubernetes.io/job-name': name }, isHook };
  }
  if (!kindsWithSelector.has(kind)) return undefined;
  return {
    kind,
    name,
    podLabels: spec?.selector?.matchLabels ?? {},
    isHook,
    ...(spec?.replicas === undefined ? {} : { replicas: spec.replicas }),
  };
}

/** The workloads of which at least one pod has to be available in a healthy release. */
export function mustBeAvailable({ kind, replicas, isHook }: Workload): boolean {
  return (kind === 'Deployment' || kind === 'StatefulSet') && replicas !== 0 && !isHook;
}
