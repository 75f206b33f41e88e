import type { PlainObject } from '../base/plain-object.ts';

/** Any object as a chart renders it or as the cluster gives it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly ManagedFields[];
  };
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly [field: string]: unknown;
}

export type Fields = PlainObject;

/** Which fields a program has last written, as the API server keeps it with each object. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly apiVersion?: string;
  readonly fieldsV1?: Fields;
}

/** The API group, which stays when an object's version goes on: `apps` of `apps/v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** What names an object in a cluster; `namespace` is that of objects which do not name one. */
export function identityOf({ apiVersion, kind, metadata }: KubernetesObject, namespace: string) {
  return [groupOf(apiVersion), kind, metadata.namespace ?? namespace, metadata.name].join('/');
}

/** The same for an object that is in no namespace, whatever is written to it. */
export function identityInNone({ apiVersion, kind, metadata }: KubernetesObject): string {
  return [groupOf(apiVersion), kind, '', metadata.name].join('/');
}

/** `Deployment web`, as people say it. */
export function titleOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

type Texts = Readonly<Record<string, string>>;

/** A Kubernetes object as far as it is compared here. */
export interface ApiObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Texts;
    readonly annotations?: Texts;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export function keyOf({ kind, metadata }: ApiObject): string {
  return `${kind}/${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

export function isKeptByPolicy({ metadata }: ApiObject): boolean {
  return metadata?.annotations?.['helm.sh/resource-policy'] === 'keep';
}

/** Helm marks every object that it applies as the release's own. */
export function asHelmApplies<Applied extends ApiObject>(
  object: Applied,
  release: string,
  namespace: string,
): Applied {
  const { metadata = {} } = object as ApiObject;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: {
        ...metadata.annotations,
        'meta.helm.sh/release-name': release,
        'meta.helm.sh/release-namespace': namespace,
      },
    },
  };
}

/** What the API server keeps for itself, or counts up with every write. */
const ownFields = [
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
];

/** The object as somebody wanted it: without what changes by itself, and without the usual namespace. */
export function comparable(object: ApiObject, namespace: string): ApiObject {
  const { metadata = {} } = object;
  const left = Object.entries(metadata).filter(
    ([field, value]) =>
      !ownFields.includes(field) && !(field === 'namespace' && value === namespace),
  );
  const rest = Object.entries(object).filter(([field]) => field !== 'status');
  return {
    ...(Object.fromEntries(rest) as ApiObject),
    metadata: Object.fromEntries(left),
  };
}
