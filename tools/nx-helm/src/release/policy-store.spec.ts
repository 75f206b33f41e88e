import type { Kubectl } from '../cluster/connect.ts';
import { enforcedImages, policyName, policyObjects } from '../attestation/admission-policy.ts';
import type { KeptObject } from '../attestation/kept-object.ts';
import { readPolicy, writePolicy } from './policy-store.ts';

const namespace = 'acme';
const digest = `sha256:${'a'.repeat(64)}`;
const images = [{ repository: 'registry.example/acme/api', digest }];

type Stored = KeptObject & { readonly spec: Readonly<Record<string, unknown>> };

/** An API server's rules for whole objects: what is there cannot be made, what is not cannot be replaced. */
function clusterWith(given: readonly unknown[]): Kubectl {
  const stored = new Map((given as readonly KeptObject[]).map((object) => [object.kind, object]));
  const answer = ([verb = '']: readonly string[], input = ''): string => {
    if (verb === 'get') {
      const items = [...stored.values()];
      if (items.length === 0) return '';
      return JSON.stringify(items.length === 1 ? items[0] : { kind: 'List', items });
    }
    const isMade = verb === 'create';
    if (!isMade && verb !== 'replace') throw new Error(`${verb} would merge`);
    for (const object of (JSON.parse(input) as { readonly items: readonly KeptObject[] }).items) {
      if (stored.has(object.kind) === isMade) throw new Error(`${verb} ${object.kind}: conflict`);
      stored.set(object.kind, object);
    }
    return '';
  };
  const read: Kubectl['read'] = (args, options) => Promise.resolve(answer(args, options?.input));
  return {
    namespace,
    read,
    try: async (...asked) => ({ exitCode: 0, stdout: await read(...asked), stderr: '' }),
  };
}

function changed(object: KeptObject | undefined, spec: object): Stored {
  const known = object as Stored;
  return { ...known, spec: { ...known.spec, ...spec } };
}

const [policy, binding] = policyObjects(namespace, images);

describe('a policy in the cluster (helivanta#912)', () => {
  it.each([
    ['nothing', []],
    ['the policy alone', [policy]],
    ['a binding alone that audits', [changed(binding, { validationActions: ['Audit'] })]],
    ['a binding that warns', [policy, changed(binding, { validationActions: ['Warn'] })]],
    [
      'a policy with a condition of somebody else',
      [changed(policy, { matchConditions: [{ name: 'x', expression: 'false' }] }), binding],
    ],
    ['the policy as it was made', [policy, binding]],
  ])('is as it is made, after there was %s', async (_what, before) => {
    const kubectl = clusterWith(before);
    await writePolicy(kubectl, policyObjects(namespace, images));
    expect(enforcedImages(await readPolicy(kubectl), namespace)).toEqual(images);
  });

  it('has each repository that a digest was attested in', async () => {
    const both = ['b', 'a'].map((name) => ({ repository: `registry.example/${name}`, digest }));
    const kubectl = clusterWith([]);
    await writePolicy(kubectl, policyObjects(namespace, [...both, ...both]));
    expect(enforcedImages(await readPolicy(kubectl), namespace)).toEqual(both.toReversed());
  });

  it('is named after its namespace, because it is the cluster’s', () => {
    expect(policy?.metadata.name).toBe(policyName(namespace));
  });
});
