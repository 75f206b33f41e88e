import { createHash } from 'node:crypto';
import { isPlainObject } from '../base/plain-object.ts';
import type { FieldDifference } from './compare.ts';
import { compareObjects } from './compare.ts';
import type { ForeignField } from './foreign-fields.ts';
import { filledFields, foreignFields } from './foreign-fields.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { groupOf, identityInNone, identityOf, titleOf } from './kubernetes-object.ts';

const digits = 16;

/**
 * The API server normalises some values, such as a quantity in a custom resource, which would be
 * drift for ever. So the differences right after a rollout are recorded, each as a hash of the
 * field with both values.
 */
function differenceKey(object: KubernetesObject, difference: FieldDifference): string {
  const { path, expected, actual } = difference;
  const text = JSON.stringify([object.apiVersion, titleOf(object), path, expected, actual]);
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

export function normalisedDifferences(drifts: readonly ObjectDrift[]): {
  readonly keys: readonly string[];
  readonly lines: readonly string[];
} {
  const values = drifts.flatMap((drift) =>
    drift.kind === 'changed' && drift.changed.length > 0 ? [{ ...drift, added: [] }] : [],
  );
  return {
    keys: values.flatMap(({ object, changed }) =>
      changed.map((difference) => differenceKey(object, difference)),
    ),
    lines: values.flatMap(driftLines),
  };
}

/** How an object of a release differs in the cluster from what the chart renders. */
export type ObjectDrift =
  | { readonly kind: 'missing'; readonly object: KubernetesObject }
  | {
      readonly kind: 'changed';
      readonly object: KubernetesObject;
      readonly actual: KubernetesObject;
      readonly changed: readonly FieldDifference[];
      readonly added: readonly ForeignField[];
    };

interface DriftFacts {
  /** What the chart renders, without its hooks. */
  readonly expected: readonly KubernetesObject[];
  /** What there is in the cluster, of the same kinds. */
  readonly actual: readonly KubernetesObject[];
  readonly namespace: string;
  readonly ignoredManagers?: readonly string[];
  /** Keys of the differences that the API server made right after the last rollout. */
  readonly normalised?: ReadonlySet<string>;
}

/** Compares a release's objects with the cluster's, one by one. */
export function findDrift(facts: DriftFacts): ObjectDrift[] {
  const { expected, actual, namespace, ignoredManagers = [], normalised } = facts;
  const { found, inNone, scaled: scaledThere } = indexOf(actual, namespace);
  const scaled = new Set([...scaledThere, ...scaledByAutoscaler(expected)]);
  return expected.flatMap((object): ObjectDrift[] => {
    const live = found.get(identityOf(object, namespace)) ?? inNone.get(identityInNone(object));
    if (live === undefined)
      return mayBeGarbageCollected(object) ? [] : [{ kind: 'missing', object }];
    const counted = scaled.has(titleOf(object)) ? new Set(['spec.replicas']) : undefined;
    const filled = filledFields(object, live, ignoredManagers);
    const changed = compareObjects(object, live, counted).filter(
      (difference) =>
        !filled.has(difference.path) && normalised?.has(differenceKey(object, difference)) !== true,
    );
    const added = foreignFields(object, live, ignoredManagers).filter(
      ({ path }) => counted?.has(path) !== true,
    );
    if (changed.length + added.length === 0) return [];
    return [{ kind: 'changed', object, actual: live, changed, added }];
  });
}

interface LiveIndex {
  readonly found: ReadonlyMap<string, KubernetesObject>;
  /** A chart may write a namespace to what is in none; the API server takes it away. */
  readonly inNone: ReadonlyMap<string, KubernetesObject>;
  readonly scaled: ReadonlySet<string>;
}

/** One reading is compared with each release, and does not change. */
const indexes = new WeakMap<readonly KubernetesObject[], Map<string, LiveIndex>>();

function indexOf(actual: readonly KubernetesObject[], namespace: string): LiveIndex {
  const ofReading = indexes.get(actual) ?? new Map<string, LiveIndex>();
  indexes.set(actual, ofReading);
  const known = ofReading.get(namespace);
  if (known !== undefined) return known;
  const index = {
    found: new Map(actual.map((object) => [identityOf(object, namespace), object])),
    inNone: new Map(
      actual
        .filter(({ metadata }) => metadata.namespace === undefined)
        .map((object) => [identityInNone(object), object]),
    ),
    scaled: scaledByAutoscaler(actual),
  };
  ofReading.set(namespace, index);
  return index;
}

/** An autoscaler sets the number of pods, so that is not compared. */
function scaledByAutoscaler(objects: readonly KubernetesObject[]): Set<string> {
  const scalers = objects.filter(
    ({ apiVersion, kind }) =>
      kind === 'HorizontalPodAutoscaler' && groupOf(apiVersion) === 'autoscaling',
  );
  return new Set(
    scalers.flatMap(({ spec }) => {
      const target = spec?.['scaleTargetRef'];
      return isPlainObject(target) ? [`${String(target['kind'])} ${String(target['name'])}`] : [];
    }),
  );
}

/** Kubernetes' garbage collection deletes a Job with `ttlSecondsAfterFinished`. */
function mayBeGarbageCollected({ kind, spec }: KubernetesObject): boolean {
  return kind === 'Job' && spec?.['ttlSecondsAfterFinished'] !== undefined;
}

/** One line for each field, for people; a Secret's value appears as its hash only. */
export function driftLines(drift: ObjectDrift): string[] {
  const title = titleOf(drift.object);
  if (drift.kind === 'missing') return [`${title} is missing`];
  const show = (value: unknown): string => showValue(value, drift.object.kind === 'Secret');
  return [
    ...drift.changed.map(
      ({ path, expected, actual }) =>
        `${title}: ${path} is ${show(actual)} instead of ${show(expected)}`,
    ),
    ...drift.added.map(
      ({ path, actual, manager }) => `${title}: ${path} = ${show(actual)} was added by ${manager}`,
    ),
  ];
}

const longestValue = 80;

function showValue(value: unknown, isSecret: boolean): string {
  if (value === undefined) return 'absent';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (isSecret) return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}
