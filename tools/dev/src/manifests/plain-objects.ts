import { createHash } from 'node:crypto';
import { z } from 'zod';

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

export type PlainObject = z.infer<typeof objectSchema>;

const managedBy = 'app.kubernetes.io/managed-by';

/**
 * The objects of a render as they are without Helm: hooks are ordinary objects, tests are left out, and
 * nothing says that Helm manages them, or a later `helm install` would take them for its own.
 */
export function plainObjects(rendered: readonly unknown[]): PlainObject[] {
  return rendered
    .map((object) => objectSchema.parse(object))
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== 'test')
    .map((object) => withoutHelm(object) as PlainObject)
    .map(named);
}

function withoutHelm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutHelm);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([key, inner]) => !key.startsWith('helm.sh/') && !isEmptyRule(key, inner))
    .map(([key, inner]) => [key, key === managedBy ? 'kubectl' : withoutHelm(inner)] as const)
    .filter(([key, inner]) => key !== 'annotations' || Object.keys(inner as object).length > 0);
  return Object.fromEntries(kept);
}

/**
 * A NetworkPolicy without rules says the same as one with an empty list of them, which the API server
 * does not keep: kubectl would write it anew at each apply.
 */
const isEmptyRule = (key: string, value: unknown): boolean =>
  (key === 'ingress' || key === 'egress') && Array.isArray(value) && value.length === 0;

/**
 * A Job cannot be changed and has run once: one of other content is another Job, so that applying the
 * next version's objects runs its migrations.
 */
function named(object: PlainObject): PlainObject {
  if (object.kind !== 'Job') return object;
  const hash = createHash('sha256').update(JSON.stringify(object['spec'])).digest('hex');
  const name = `${object.metadata.name}-${hash.slice(0, 8)}`;
  return { ...object, metadata: { ...object.metadata, name } };
}

/** Kinds in the order in which they are of use; what stands in none comes in between. */
const order: readonly (readonly string[])[] = [
  ['Namespace'],
  ['ConfigMap', 'NetworkPolicy', 'PersistentVolumeClaim', 'Role', 'RoleBinding', 'ServiceAccount'],
  ['Service'],
  ['Job'],
  ['CronJob', 'Deployment', 'StatefulSet'],
];

/** `40-api-deployment.yaml`: kubectl applies the files of a folder in the order of their names. */
export function fileName({ kind, metadata }: PlainObject): string {
  const place = order.findIndex((kinds) => kinds.includes(kind));
  const group = place === -1 ? order.length : place;
  const name = kind === 'Job' ? metadata.name.replace(/-[0-9a-f]{8}$/, '') : metadata.name;
  return `${group}0-${name}-${kind.toLowerCase()}.yaml`;
}
