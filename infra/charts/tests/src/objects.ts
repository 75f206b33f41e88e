/** The parts of Kubernetes objects that the tests read. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata & { readonly name: string; readonly namespace?: string };
  readonly spec?: Spec;
  readonly data?: Readonly<Record<string, string>>;
}

interface Metadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Spec extends Readonly<Record<string, unknown>> {
  readonly replicas?: number;
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly template?: PodTemplate;
  /** Of a CronJob. */
  readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
}

export interface PodTemplate {
  readonly metadata: Metadata;
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
}

interface Volume extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
}

export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: {
      readonly secretKeyRef?: {
        readonly name: string;
        readonly key: string;
        readonly optional?: boolean;
      };
    };
  }[];
  readonly resources: { readonly requests: Amounts; readonly limits: Amounts };
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly startupProbe?: object;
  readonly lifecycle?: object;
}

/** Every pod that the objects describe, with the name of what describes it. */
export const podTemplatesOf = (objects: readonly KubernetesObject[]) =>
  objects.flatMap(({ kind, metadata, spec }): { owner: string; template: PodTemplate }[] => {
    const owner = `${kind} ${metadata.name}`;
    if (kind === 'Pod') {
      return [{ owner, template: { metadata, spec: spec as unknown as PodSpec } }];
    }
    const template = spec?.template ?? spec?.jobTemplate?.spec.template;
    return template === undefined ? [] : [{ owner, template }];
  });

export function selectObjects(objects: readonly KubernetesObject[]) {
  const only = (kind: string): KubernetesObject => {
    const [object, another] = objects.filter((candidate) => candidate.kind === kind);
    if (object === undefined || another !== undefined) throw new Error(`not exactly one ${kind}`);
    return object;
  };
  return {
    only,
    kinds: objects.map(({ kind }) => kind).sort(),
    pods: podTemplatesOf(objects),
    podOf: (kind: string): PodTemplate => {
      const [pod] = podTemplatesOf([only(kind)]);
      if (pod === undefined) throw new Error(`${kind} describes no pod`);
      return pod.template;
    },
  };
}
