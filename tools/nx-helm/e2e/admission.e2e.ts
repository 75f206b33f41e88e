import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import {
  attestedImagesIn,
  enforcedImages,
  policyName,
  policyObjects,
} from '../src/attestation/admission-policy.ts';
import type { KeptObject } from '../src/attestation/kept-object.ts';
import { writePolicy } from '../src/release/policy-store.ts';
import { connect } from '../src/cluster/connect.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { clearNamespace, leaveNamespace } from './namespaces.ts';

/** Of this test alone: the policy is the cluster's, and bound to it. */
const namespace = 'nxhelm-admission';
const contexts = 'minikube';
const repository = 'registry.example/acme/api';
const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const attested = `${repository}@${digest}`;

const spec = (image: string, init = attested) => ({
  initContainers: [{ name: 'init', image: init }],
  containers: [{ name: 'main', image }],
});
const labels = { app: 'api' };
const template = (image: string) => ({ metadata: { labels }, spec: spec(image) });
const jobTemplate = (image: string) => ({
  spec: { template: { spec: { ...spec(image), restartPolicy: 'Never' } } },
});

function object(apiVersion: string, kind: string, content: object, image: string): KeptObject {
  const name = `${kind.toLowerCase()}-${image === attested ? 'attested' : 'other'}`;
  return { apiVersion, kind, metadata: { name, namespace }, spec: content };
}

const forms: readonly ((image: string) => KeptObject)[] = [
  (image) => object('v1', 'Pod', spec(image), image),
  (image) => object('v1', 'Pod', spec(attested, image), image),
  (image) =>
    object(
      'apps/v1',
      'Deployment',
      { selector: { matchLabels: labels }, template: template(image) },
      image,
    ),
  (image) => object('batch/v1', 'Job', jobTemplate(image).spec, image),
  (image) =>
    object(
      'batch/v1',
      'CronJob',
      { schedule: '0 0 1 1 *', jobTemplate: jobTemplate(image) },
      image,
    ),
];

const refusedImages = [
  `${repository}@${other}`,
  `${repository}:c-0123456789ab`,
  `evil.example/acme/api@${digest}`,
  `${repository}x@${digest}`,
];

/** The API server refuses what nobody attested, in every object that makes pods, in one namespace alone (helivanta#912). */
export async function refusesUnattestedImages(given: EndToEndContext): Promise<void> {
  const programsDirectory = join(given.workspaceRoot, '.taskora/bin');
  const options = { namespace, programsDirectory, contexts };
  const { kubectl } = connect(given.temporaryFolder, options, 'app');
  const apply = (objects: readonly KeptObject[], ...args: readonly string[]) =>
    kubectl.try(['apply', '--server-side', ...args, '--filename', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    });
  const ask = (asked: KeptObject) => apply([asked], '--dry-run=server');
  const remove = async (): Promise<void> => {
    const kinds = 'validatingadmissionpolicybindings,validatingadmissionpolicies';
    await kubectl.read(['delete', kinds, policyName(namespace), '--ignore-not-found']);
  };
  try {
    await remove();
    await clearNamespace(kubectl, namespace);
    await kubectl.read(['create', 'namespace', namespace]);
    const bad = forms[0]?.(`${repository}@${other}`);
    assert(bad !== undefined);
    assert.equal((await ask(bad)).exitCode, 0, 'without the policy it is taken');

    await writePolicy(kubectl, policyObjects(namespace, [{ repository, digest }]));
    // The API server reads a new policy some moments later.
    const end = Date.now() + 60_000;
    while (!(await ask(bad)).stderr.includes('NXHELM_IMAGE_UNATTESTED')) {
      assert(Date.now() < end, 'the policy is not enforced');
    }

    for (const form of forms) {
      for (const image of [attested, `${repository}:c-0123456789ab@${digest}`]) {
        const { exitCode, stderr } = await ask(form(image));
        assert.equal(exitCode, 0, stderr);
      }
      for (const image of refusedImages) {
        const { exitCode, stderr } = await ask(form(image));
        assert.notEqual(exitCode, 0, `${image} was taken`);
        assert.match(stderr, new RegExp(`NXHELM_IMAGE_UNATTESTED: ${image}`));
      }
    }
    shown('admission: of five forms only those with attested digests are taken');

    const elsewhere = { ...bad, metadata: { ...bad.metadata, namespace: 'default' } };
    const { exitCode } = await kubectl.try(
      ['--namespace', 'default', 'create', '--dry-run=server', '--filename', '-'],
      { input: JSON.stringify(elsewhere) },
    );
    assert.equal(exitCode, 0);
    shown('admission: another namespace is not concerned');

    const policy = ['get', 'validatingadmissionpolicy', policyName(namespace), '--output', 'json'];
    const stored: unknown = JSON.parse(await kubectl.read(policy));
    assert.deepEqual(attestedImagesIn(stored), [{ repository, digest }]);
    shown('admission: the list is read back from the policy');

    const kinds = ['validatingadmissionpolicy', 'validatingadmissionpolicybinding'];
    const named = kinds.map((kind) => `${kind}/${policyName(namespace)}`);
    const enforced = async () => {
      const text = await kubectl.read(['get', ...named, '--output', 'json']);
      return enforcedImages((JSON.parse(text) as { items: unknown[] }).items, namespace);
    };
    assert.deepEqual(await enforced(), [{ repository, digest }]);
    const warnOnly = JSON.stringify({ spec: { validationActions: ['Warn'] } });
    const binding = ['validatingadmissionpolicybinding', policyName(namespace)];
    await kubectl.read(['patch', ...binding, '--type', 'merge', '--patch', warnOnly]);
    assert.equal(await enforced(), undefined);
    shown('admission: the policy as it was applied is enforced, and one that only warns is not');

    for (const actions of [['Warn'], ['Audit']]) {
      const patch = JSON.stringify({ spec: { validationActions: actions } });
      await kubectl.read(['patch', ...binding, '--type', 'merge', '--patch', patch]);
      await writePolicy(kubectl, policyObjects(namespace, [{ repository, digest }]));
      assert.deepEqual(await enforced(), [{ repository, digest }]);
    }
    shown('admission: what was changed by hand is as it was made, once it is written again');
  } finally {
    await remove();
    await leaveNamespace(kubectl, namespace);
  }
}

await runByItself(import.meta.url, refusesUnattestedImages);
