import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/**
 * The API server's rules for `spec.replicas` of one workload, with who owns it: an apply that leaves
 * the field out gives it up, one that nobody owns any more is filled in with 1, another value is a
 * conflict for an apply without force, and an update takes the field from all others unless it writes
 * the same value.
 */
export function createReplicas(live: KubernetesObject, replicas: number) {
  let value = replicas;
  const owners = new Map<string, 'Apply' | 'Update' | 'Write'>();
  const seen = [value];
  const change = (to: number): void => {
    value = to;
    seen.push(to);
  };
  return {
    /** Every number that the field has ever had. */
    seen,
    apply(manager: string, wanted: number | undefined, isForced: boolean): boolean {
      if (wanted === undefined) {
        owners.delete(manager);
        if (owners.size === 0) change(1);
        return true;
      }
      const others = [...owners.keys()].filter((each) => each !== manager);
      if (wanted !== value && others.length > 0) {
        if (!isForced) return false;
        owners.clear();
      }
      owners.set(manager, 'Apply');
      if (wanted !== value) change(wanted);
      return true;
    },
    /** Helm's own merge: what its last manifest had and the chart has no more goes, whoever owns it. */
    merge(manager: string, before: number | undefined, wanted: number | undefined): void {
      if (wanted !== undefined) this.write(manager, wanted);
      else if (before !== undefined) {
        owners.clear();
        change(1);
      }
    },
    write(manager: string, wanted: number): void {
      if (owners.has(manager) && wanted === value) return;
      if (wanted !== value) owners.clear();
      owners.set(manager, 'Write');
      if (wanted !== value) change(wanted);
    },
    /** What a manager has written is from now on what it has applied. */
    migrate(manager: string): void {
      if (owners.has(manager)) owners.set(manager, 'Apply');
    },
    update(manager: string, wanted: number): void {
      if (wanted === value) return;
      owners.clear();
      owners.set(manager, 'Update');
      change(wanted);
    },
    object(): KubernetesObject {
      const managedFields = [...owners].map(([manager, operation]) => ({
        manager,
        operation: operation === 'Apply' ? operation : 'Update',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
        ...(operation === 'Update' ? { subresource: 'scale' } : {}),
      }));
      const spec = isPlainObject(live.spec) ? live.spec : {};
      return {
        ...live,
        metadata: { ...live.metadata, managedFields },
        spec: { ...spec, replicas: value },
      };
    },
  };
}
