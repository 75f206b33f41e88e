import { isPlainObject } from '../base/plain-object.ts';
import { replicasManager } from './kept-replicas.ts';
import type { Fields, KubernetesObject, ManagedFields } from './kubernetes-object.ts';
import type { ElementKey } from './field-rules.ts';
import { elementOf, keyText } from './field-rules.ts';

/** A field that the chart does not render and another program has written. */
export interface ForeignField {
  readonly path: string;
  readonly actual: unknown;
  readonly manager: string;
}

/**
 * Managers of Kubernetes itself, which fill in fields without another owner, and one of this
 * plugin.
 */
const ownManagers = new Set([
  replicasManager,
  'kube-controller-manager',
  'kube-scheduler',
  'kube-apiserver',
  'kubelet',
  'cloud-controller-manager',
]);

/** `kubectl rollout restart` sets this annotation; removing it would restart the pods again. */
const restartAnnotations = new Set(['kubectl.kubernetes.io/restartedAt']);

export function isForeign(
  { manager = 'unknown', subresource }: ManagedFields,
  ignoredManagers: readonly string[],
): boolean {
  // Of a subresource there is the status, and the number of pods, whose value is compared.
  if (subresource !== undefined || manager === 'helm' || ownManagers.has(manager)) return false;
  return !ignoredManagers.includes(manager);
}

/**
 * Additions of other programs, by the managed fields of each. A field that is rendered, too, is not
 * foreign: its value is compared.
 */
export function foreignFields(
  expected: KubernetesObject,
  actual: KubernetesObject,
  ignoredManagers: readonly string[] = [],
): ForeignField[] {
  const entries = actual.metadata.managedFields ?? [];
  return entries
    .filter((entry) => isForeign(entry, ignoredManagers))
    .flatMap(({ manager = 'unknown', fieldsV1 = {} }) =>
      additions(fieldsV1, expected, actual).map((field) => ({ ...field, manager })),
    );
}

/** `f:name` is a field, `k:{…}` the element of a list by its key, `v:…` a member of a set, `.` the thing itself. */
function additions(
  owned: Fields,
  expected: unknown,
  actual: unknown,
  path = '',
): Omit<ForeignField, 'manager'>[] {
  return Object.entries(owned).flatMap(([step, below]) => {
    const next = walk(step, expected, actual, path);
    if (next === undefined || next.actual === undefined || isRestartAnnotation(next.path))
      return [];
    const isWhole =
      step.startsWith('k:') || !isPlainObject(below) || Object.keys(below).length === 0;
    const isAdded =
      next.expected === undefined || (isLeaf(below) && hasMore(next.expected, next.actual));
    if (isAdded && isWhole) return [{ path: next.path, actual: next.actual }];
    return isPlainObject(below) ? additions(below, next.expected, next.actual, next.path) : [];
  });
}

/** Owned as one value, whatever is in it. */
function isLeaf(below: unknown): boolean {
  return !isPlainObject(below) || Object.keys(below).length === 0;
}

/** Of a map or list that is one value, the rendered part may be as it was and something be added. */
function hasMore(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return (
      actual.length > expected.length ||
      expected.some((each, index) => hasMore(each, actual[index]))
    );
  }
  if (!isPlainObject(expected) || !isPlainObject(actual)) return false;
  return Object.keys(actual).some(
    (key) => !(key in expected) || hasMore(expected[key], actual[key]),
  );
}

/**
 * Fields that a chart renders empty for a program of the cluster to fill in, such as the certificate
 * authority of a webhook, and that a manager which the environment ignores has filled in.
 */
export function filledFields(
  expected: KubernetesObject,
  actual: KubernetesObject,
  ignoredManagers: readonly string[],
): Set<string> {
  const entries = actual.metadata.managedFields ?? [];
  const theirs = entries.filter(({ manager = 'unknown' }) => ignoredManagers.includes(manager));
  return new Set(theirs.flatMap(({ fieldsV1 = {} }) => filled(fieldsV1, expected, actual)));
}

function filled(owned: Fields, expected: unknown, actual: unknown, path = ''): string[] {
  return Object.entries(owned).flatMap(([step, below]) => {
    const next = walk(step, expected, actual, path);
    if (next === undefined || next.expected === undefined) return [];
    if (isEmpty(next.expected)) return [next.path];
    return isPlainObject(below) ? filled(below, next.expected, next.actual, next.path) : [];
  });
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

interface Place {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

function walk(step: string, expected: unknown, actual: unknown, path: string): Place | undefined {
  const [sort, name] = [step.slice(0, 2), step.slice(2)];
  if (sort === 'f:') {
    return {
      path: /[./]/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`,
      expected: isPlainObject(expected) ? expected[name] : undefined,
      actual: isPlainObject(actual) ? actual[name] : undefined,
    };
  }
  if (sort === 'k:') {
    const key = JSON.parse(name) as ElementKey;
    return {
      path: `${path}${keyText(key)}`,
      expected: elementOf(expected, key),
      actual: elementOf(actual, key),
    };
  }
  if (sort === 'v:') {
    const value: unknown = JSON.parse(name);
    const member = (set: unknown): unknown =>
      Array.isArray(set) && set.includes(value) ? value : undefined;
    return {
      path: `${path}[${String(value)}]`,
      expected: member(expected),
      actual: member(actual),
    };
  }
  return undefined;
}

export function isRestartAnnotation(path: string): boolean {
  return [...restartAnnotations].some((annotation) => path.endsWith(`[${annotation}]`));
}
