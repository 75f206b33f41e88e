import { isPlainObject, mergePlainObjects } from '../base/plain-object.ts';
import type { ElementKey } from './field-rules.ts';
import { elementOf } from './field-rules.ts';
import { isForeign } from './foreign-fields.ts';
import type { Fields, KubernetesObject } from './kubernetes-object.ts';

/**
 * An object as those who applied it wanted it: by its managed fields, without what the API server
 * allocates, what Kubernetes' controllers write, and its status. To apply it again changes nothing.
 */
export function appliedObject(object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const owned = (metadata.managedFields ?? [])
    .filter((entry) => entry.subresource === undefined)
    .filter((entry) => entry.manager === 'helm' || isForeign(entry, []))
    .reduce<Fields>((merged, { fieldsV1 = {} }) => mergePlainObjects(merged, fieldsV1), {});
  const { metadata: found, ...rest } = asObject(pick(owned, object));
  const { labels, annotations } = asObject(found);
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      ...(isPlainObject(labels) ? { labels: labels as Texts } : {}),
      ...(isPlainObject(annotations) ? { annotations: annotations as Texts } : {}),
    },
  };
}

type Texts = Readonly<Record<string, string>>;

function asObject(value: unknown): Fields {
  return isPlainObject(value) ? value : {};
}

/** `f:name` is a field, `k:{…}` the element of a list by its key, `v:…` a member of a set, `.` the thing itself. */
function pick(owned: Fields, actual: unknown): unknown {
  const steps = Object.entries(owned).filter(([step]) => step !== '.');
  if (steps.length === 0) return actual;
  if (Array.isArray(actual)) {
    return steps.flatMap(([step, below]) => elementAt(step, asObject(below), actual));
  }
  if (!isPlainObject(actual)) return actual;
  const fields = steps
    .map(([step, below]) => [step.slice('f:'.length), asObject(below)] as const)
    .filter(([name]) => actual[name] !== undefined)
    .map(([name, below]) => [name, pick(below, actual[name])] as const);
  return Object.fromEntries(fields);
}

function elementAt(step: string, below: Fields, list: readonly unknown[]): unknown[] {
  const text = step.slice('k:'.length);
  if (step.startsWith('v:')) return [JSON.parse(text)];
  const key = JSON.parse(text) as ElementKey;
  const element = elementOf(list, key);
  return element === undefined ? [] : [{ ...key, ...asObject(pick(below, element)) }];
}
