import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';

/** The claim that has the data of the simulated database. */
const [kind, name] = ['PersistentVolumeClaim', 'data'];
export const databaseReference = 'persistentvolumeclaim/data';

/** A claim of another uid is another database, whatever its name. */
export function databaseWith(schema: number, uid = 'claim-1'): KubernetesObject {
  const metadata = { name, uid, resourceVersion: '1' };
  return { apiVersion: 'v1', kind, metadata, spec: { schema, oldest: 0 } };
}

/** The version of its schema; 0 where there is no database. */
export function schemaIn(api: ApiServer): number {
  return Number(api.get(kind, name)?.spec?.['schema'] ?? 0);
}

/** The version before which no program runs on it. */
export function oldestIn(api: ApiServer): number {
  return Number(api.get(kind, name)?.spec?.['oldest'] ?? 0);
}

export function migrate(api: ApiServer, { schema, oldest }: Need): void {
  if (schemaIn(api) >= schema || api.get(kind, name) === undefined) return;
  setSchema(api, schema, Math.max(oldestIn(api), oldest));
}

/** As a backup does that is restored in place. */
export function setSchema(api: ApiServer, schema: number, oldest = 0): void {
  api.patch(kind, name, (present) => ({ ...present, spec: { schema, oldest } }));
}

export function replaceDatabase(api: ApiServer, database: KubernetesObject): void {
  if (api.get(kind, name) !== undefined) api.remove(kind, name);
  api.create(database);
}

/** What a version's pods say of the schema that they need, in the annotations of their template. */
export interface Need {
  readonly schema: number;
  /** The version whose programs still run once theirs has migrated. */
  readonly oldest: number;
  /** Pods that do not check which schema they find. */
  readonly isTrusting: boolean;
}

const annotations = {
  schema: 'needs-schema',
  oldest: 'oldest-program',
  isTrusting: 'is-trusting',
} as const;

export function needAnnotations({ schema, oldest, isTrusting }: Need): Record<string, string> {
  return {
    [annotations.schema]: String(schema),
    [annotations.oldest]: String(oldest),
    [annotations.isTrusting]: String(isTrusting),
  };
}

/** Of a manifest, or of an object in one, as JSON. */
export function needIn(text: string): Need | undefined {
  const valueOf = (annotation: string): string | undefined =>
    new RegExp(`"${annotation}":"(\\w+)"`).exec(text)?.[1];
  const schema = valueOf(annotations.schema);
  if (schema === undefined) return undefined;
  return {
    schema: Number(schema),
    oldest: Number(valueOf(annotations.oldest)),
    isTrusting: valueOf(annotations.isTrusting) === 'true',
  };
}

/** Whether programs run on the database as it is, whether or not they check. */
export function isFit(api: ApiServer, { schema }: Pick<Need, 'schema'>): boolean {
  return schema >= oldestIn(api) && schema <= schemaIn(api);
}

/** Whether pods get ready on the database as it is. */
export function isServed(api: ApiServer, text: string): boolean {
  const need = needIn(text);
  return need === undefined || need.isTrusting || isFit(api, need);
}
