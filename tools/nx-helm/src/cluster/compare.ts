import { isPlainObject } from '../base/plain-object.ts';
import { isSameQuantity } from '@taskora/base/quantity';
import type { FieldRule } from './field-rules.ts';
import { elementOf, elementRule, keyOf, keyText, ruleBelow, ruleOfObject } from './field-rules.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** A field that is not as it was rendered. */
export interface FieldDifference {
  /** Such as `spec.template.spec.containers[web].image`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Fields of atomic types that the API server fills in, which is no other value; version 2 of OpenAPI
 * says no defaults.
 */
const defaultedFields = new Set(['apiGroup', 'apiVersion', 'divisor']);

/** Of a custom resource there is no schema here; what selects is written as a whole there, too. */
const selectors = new Set(['selector', 'podSelector', 'namespaceSelector', 'matchLabels']);

/**
 * Values that the API server leaves out because they are the zero of a field without a pointer in its
 * Go type; OpenAPI does not say which those are.
 */
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
  const ofObject = ruleOfObject(expected);
  const hasSchema = ofObject !== undefined;
  const skip = (path: string): boolean => ignored.has(path) || ignoredPaths.has(path);
  const compare = (wanted: unknown, is: unknown, at: Position): void => {
    const { path, field, rule } = at;
    if (skip(path) || wanted === null) return;
    if (isDefault(wanted, field) && (is === undefined || is === null)) return;
    if (isPlainObject(wanted) && isPlainObject(is)) {
      const isAtomic = at.isAtomic || (rule?.isAtomic ?? (!hasSchema && selectors.has(field)));
      if (isAtomic && Object.keys(is).some((key) => !(key in wanted || defaultedFields.has(key)))) {
        found.push({ path, expected: wanted, actual: is });
        return;
      }
      for (const [key, value] of Object.entries(wanted)) {
        const below = { path: join(path, key), field: key, rule: ruleBelow(rule, key), isAtomic };
        compare(value, is[key], below);
      }
    } else if (Array.isArray(wanted) && Array.isArray(is)) {
      compareLists(wanted, is, at);
    } else if (!isSame(wanted, is, rule)) {
      found.push({ path, expected: wanted, actual: is });
    }
  };
  const compareLists = (
    wanted: readonly unknown[],
    is: readonly unknown[],
    { path, field, rule, isAtomic }: Position,
  ): void => {
    const keys = wanted.map((element) => keyOf(rule?.keys, element));
    const isWhole = keys.length === 0 || keys.includes(undefined);
    if (wanted.length !== is.length && isWhole) {
      found.push({ path, expected: wanted, actual: is });
      return;
    }
    const below = rule === undefined ? undefined : elementRule(rule);
    wanted.forEach((element, index) => {
      const key = isWhole ? undefined : keys[index];
      const place = key === undefined ? `[${index}]` : keyText(key);
      const other = key === undefined ? is[index] : elementOf(is, key);
      compare(element, other, { path: `${path}${place}`, field, rule: below, isAtomic });
    });
  };
  compare(withData(expected), actual, {
    path: '',
    field: '',
    rule: ofObject,
    isAtomic: false,
  });
  return found;
}

/** Where a value stands, and what Kubernetes' schema says about it. */
interface Position {
  readonly path: string;
  /** Of a list, the field that holds it. */
  readonly field: string;
  readonly rule: FieldRule | undefined;
  /** It is a part of a value that is written as a whole. */
  readonly isAtomic: boolean;
}

function join(path: string, key: string): string {
  const plain = /[./]/.test(key) ? `[${key}]` : key;
  return path === '' || plain.startsWith('[') ? `${path}${plain}` : `${path}.${plain}`;
}

/**
 * The API server omits empty values and zero defaults that a chart may render. A `false` is kept
 * where its absence means true, as for the token of a service account.
 */
function isDefault(value: unknown, field: string): boolean {
  if (value === '') return true;
  if (value === 0 || value === false) return omittedZeros.has(field);
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isSame(wanted: unknown, is: unknown, rule: FieldRule | undefined): boolean {
  if (typeof wanted === 'object' || typeof is === 'object') return false;
  if (is === undefined) return false;
  return (
    String(wanted) === String(is) || (rule?.value === 'quantity' && isSameQuantity(wanted, is))
  );
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
