import { isPlainObject } from '../base/plain-object.ts';
import { isSameQuantity } from '../base/quantity.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { elementOf, keyOf, keyText } from './list-keys.ts';

/** A field that is not as it was rendered. */
export interface FieldDifference {
  /** Such as `spec.template.spec.containers[web].image`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Paths below these hold amounts, which have many forms. */
const amounts = /(^|\.)(limits|requests|capacity|sizeLimit|divisor|hard)(\.|$)/;

/** Maps that select: a key more selects something else, so they are compared as a whole. */
const wholeMaps = new Set([
  'selector',
  'podSelector',
  'namespaceSelector',
  'nodeSelector',
  'matchLabels',
]);

/** Values that the API server leaves out because they are the zero of a field without a pointer. */
const omittedZeros = new Set([
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
]);

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
    if (isUnsaid(wanted, field) && (is === undefined || isUnsaid(is, field))) return;
    if (isPlainObject(wanted) && isPlainObject(is)) {
      if (wholeMaps.has(field) && Object.keys(is).some((key) => !(key in wanted))) {
        found.push({ path, expected: wanted, actual: is });
        return;
      }
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
    const keys = wanted.map((element) =>
      hasKeys(expected.kind, path) ? keyOf(field, element) : undefined,
    );
    const isWhole = keys.length === 0 || keys.includes(undefined);
    if (wanted.length !== is.length && isWhole) {
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

/** Only some lists have keys; in a NetworkPolicy even `ports` is one value as a whole. */
function hasKeys(kind: string, path: string): boolean {
  if (kind === 'Service') return path === 'spec.ports';
  return (
    kind === 'ServiceAccount' ||
    /(^|\.)spec\.(containers|initContainers|volumes|imagePullSecrets|hostAliases|topologySpreadConstraints)/.test(
      path,
    )
  );
}

/**
 * The API server leaves out what says nothing, and a chart may well say it. A `false` says something
 * where its absence means true, as for the token of a service account.
 */
function isUnsaid(value: unknown, field: string): boolean {
  if (value === null || value === '') return true;
  if (value === 0 || value === false) return omittedZeros.has(field);
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
  if (object.kind !== 'Secret' || !isPlainObject(stringData)) return object;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = isPlainObject(object['data']) ? object['data'] : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}
