import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';

/** The claim that has the data of the simulated database. */
const [kind, name] = ['PersistentVolumeClaim', 'data'];
export const databaseReference = 'persistentvolumeclaim/data';

/** A claim of another uid is another database, whatever its name. */
export function databaseWith(schema: number, uid = 'claim-1'): KubernetesObject {
  const metadata = { name, uid, resourceVersion: '1' };
  return { apiVersion: 'v1', kind, metadata, spec: { schema } };
}

/** The version of its schema; 0 where there is no database. */
export function schemaIn(api: ApiServer): number {
  return Number(api.get(kind, name)?.spec?.['schema'] ?? 0);
}

export function migrate(api: ApiServer, to: number): void {
  if (schemaIn(api) >= to || api.get(kind, name) === undefined) return;
  setSchema(api, to);
}

/** As a backup does that is restored in place. */
export function setSchema(api: ApiServer, schema: number): void {
  api.patch(kind, name, (present) => ({ ...present, spec: { schema } }));
}

export function replaceDatabase(api: ApiServer, database: KubernetesObject): void {
  if (api.get(kind, name) !== undefined) api.remove(kind, name);
  api.create(database);
}

/** What a version's pods say of the schema that they need, in the annotations of their template. */
export interface Need {
  readonly schema: number;
  /** Pods that do not check which schema they find. */
  readonly isTrusting: boolean;
}

const [schemaAnnotation, trustingAnnotation] = ['needs-schema', 'is-trusting'];

export function needAnnotations({ schema, isTrusting }: Need): Record<string, string> {
  return { [schemaAnnotation]: String(schema), [trustingAnnotation]: String(isTrusting) };
}

/** Of a manifest, or of an object in one, as JSON. */
export function needIn(text: string): Need | undefined {
  const schema = new RegExp(`"${schemaAnnotation}":"(\\d+)"`).exec(text)?.[1];
  if (schema === undefined) return undefined;
  return { schema: Number(schema), isTrusting: text.includes(`"${trustingAnnotation}":"true"`) };
}

/** Whether pods get ready on the database as it is. */
export function isServed(api: ApiServer, text: string): boolean {
  const need = needIn(text);
  return need === undefined || need.isTrusting || schemaIn(api) >= need.schema;
}
