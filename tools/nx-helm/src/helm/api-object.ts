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
export function asHelmApplies(object: ApiObject, release: string, namespace: string): ApiObject {
  const { metadata = {} } = object;
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
