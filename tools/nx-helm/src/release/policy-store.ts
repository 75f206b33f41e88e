import { isPlainObject } from '../base/plain-object.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { policyName } from '../attestation/admission-policy.ts';
import type { KeptObject } from '../attestation/kept-object.ts';

/** The policy of the namespace and its binding, as far as the cluster has them. */
export async function readPolicy(kubectl: Kubectl): Promise<readonly unknown[]> {
  const kinds = ['validatingadmissionpolicy', 'validatingadmissionpolicybinding'];
  const named = kinds.map((kind) => `${kind}/${policyName(kubectl.namespace)}`);
  const text = await kubectl.read(['get', ...named, '--ignore-not-found', '--output', 'json']);
  if (text.trim() === '') return [];
  const answer = JSON.parse(text) as { readonly items?: readonly unknown[] };
  return answer.items ?? [answer];
}

/**
 * Writes the objects whole. An apply would leave what another one put into a list or a set beside what is wanted: of
 * a binding that was changed to audit it would make one that audits and denies.
 */
export async function writePolicy(kubectl: Kubectl, objects: readonly KeptObject[]): Promise<void> {
  const stored = await readPolicy(kubectl);
  const isStored = ({ kind }: KeptObject): boolean =>
    stored.some((object) => isPlainObject(object) && object['kind'] === kind);
  const write = async (verb: 'create' | 'replace', items: readonly KeptObject[]) => {
    if (items.length === 0) return;
    const args = [verb, '--field-manager', 'nx-helm-admission', '--filename', '-'];
    await kubectl.read(args, { input: policyText(items) });
  };
  await write(
    'replace',
    objects.filter((object) => isStored(object)),
  );
  await write(
    'create',
    objects.filter((object) => !isStored(object)),
  );
}

/** As kubectl reads it. */
export function policyText(items: readonly KeptObject[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2);
}
