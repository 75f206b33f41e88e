import { createHash } from 'node:crypto';
import type { FieldDifference } from './compare.ts';
import type { ObjectDrift } from './drift.ts';
import { driftLines } from './drift.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { titleOf } from './kubernetes-object.ts';

const digits = 16;

/**
 * Some values come back from the API server in another form than they were sent in, such as an
 * amount in a custom resource, and would look like drift for ever. What differs right after a
 * rollout is therefore remembered, by a hash of the field with both of its values.
 */
export function settledKey(object: KubernetesObject, difference: FieldDifference): string {
  const { path, expected, actual } = difference;
  const text = JSON.stringify([object.apiVersion, titleOf(object), path, expected, actual]);
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

export function settledFields(drifts: readonly ObjectDrift[]): {
  readonly keys: readonly string[];
  readonly lines: readonly string[];
} {
  const values = drifts.flatMap((drift) =>
    drift.kind === 'changed' && drift.changed.length > 0 ? [{ ...drift, added: [] }] : [],
  );
  return {
    keys: values.flatMap(({ object, changed }) =>
      changed.map((difference) => settledKey(object, difference)),
    ),
    lines: values.flatMap(driftLines),
  };
}
