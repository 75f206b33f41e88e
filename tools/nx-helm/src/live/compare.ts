import type { KubernetesObject } from './kubernetes-object.ts';
import { isFields } from './kubernetes-object.ts';
import { elementOf, keyOf, keyText } from './list-keys.ts';
import { isSameQuantity } from './quantity.ts';

/** A field that is not as it was rendered. */
export interface FieldDifference {
  /** Such as `spec.template.spec.containers[web].image`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Paths below these hold amounts, which have many forms. */
const amounts = /(^|\.)(limits|requests|capacity|sizeLimit|divisor|hard)(\.|$)/;

/** The part of an object's identity that the API server fills in, and what it keeps for itself. */
const ignored = new Set([
  'apiVersion',
  'metadata.namespace',
  'metadata.creationTimestamp',
  'status',
]);

/**
 * Every field that a chart renders must have that value in the cluster. What the cluster has besides
 * is no difference here: most of it are the API server's defaults, and what other programs added is
 * found by their names in the object's managed fields.
 */
export function compareObjects(
  expected: KubernetesObject,
  actual: KubernetesObject,
  ignoredPaths: ReadonlySet<string> = new Set(),
): FieldDifference[] {
  const found: FieldDifference[] = [];
  const skip = (path: string): boolean => ignored.has(path) || ignoredPaths.has(path);
  const compare = (wanted: unknown, is: unknown, path: string, field: string): void => {
    if (skip(path) || wanted === undefined || wanted === null) return;
    if (isEmpty(wanted) && isEmpty(is)) return;
    if (isFields(wanted) && isFields(is)) {
      for (const [key, value] of Object.entries(wanted))
        compare(value, is[key], join(path, key), key);
    } else if (Array.isArray(wanted) && Array.isArray(is)) {
      compareLists(wanted, is, path, field);
    } else if (!isSame(wanted, is, path)) {
      found.push({ path, expected: wanted, actual: is });
    }
  };
  const compareLists = (
    wanted: readonly unknown[],
    is: readonly unknown[],
    path: string,
    field: string,
  ): void => {
    const keys = wanted.map((element) => keyOf(field, element));
    if (wanted.length !== is.length && keys.includes(undefined)) {
      found.push({ path, expected: wanted, actual: is });
      return;
    }
    wanted.forEach((element, index) => {
      const key = keys[index];
      const place = key === undefined ? `[${index}]` : keyText(key);
      const other = key === undefined ? is[index] : elementOf(is, key);
      compare(element, other, `${path}${place}`, field);
    });
  };
  compare(withData(expected), actual, '', '');
  return found;
}

function join(path: string, key: string): string {
  const plain = /[./]/.test(key) ? `[${key}]` : key;
  return path === '' || plain.startsWith('[') ? `${path}${plain}` : `${path}.${plain}`;
}

/** The API server leaves out what says nothing, and a chart may well say it. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) {
    return true;
  }
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isSame(wanted: unknown, is: unknown, path: string): boolean {
  if (typeof wanted === 'object' || typeof is === 'object') return false;
  if (is === undefined) return false;
  return String(wanted) === String(is) || (amounts.test(path) && isSameQuantity(wanted, is));
}

/** A Secret may be written with plain text, which the API server keeps in base64. */
function withData(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object;
  if (object.kind !== 'Secret' || !isFields(stringData)) return object;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = isFields(object['data']) ? object['data'] : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}
