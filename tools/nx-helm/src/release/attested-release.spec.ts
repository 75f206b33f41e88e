import { generateKeyPairSync } from 'node:crypto';
import { policyObjects } from '../attestation/admission-policy.ts';
import { attest, sbomPredicate } from '../attestation/envelope.ts';
import { attachEnvelope, readManifest } from '../attestation/referrers.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { Registry } from '../image/registry.ts';
import { parseRegistry, repositoryName } from '../image/registry.ts';
import { registryRequests } from '../image/registry-request.ts';
import type { OciRegistry } from '../testing/oci-registry.ts';
import { startOciRegistry } from '../testing/oci-registry.ts';
import { refuseUnattested } from './attested-release.ts';

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const namespace = 'acme';

let server: OciRegistry;
let registry: Registry;
beforeEach(async () => {
  server = await startOciRegistry({ hasReferrers: true });
  registry = parseRegistry(`${server.host}/acme`, true, 'prod.yaml');
});
afterEach(() => server.stop());

const empty = { size: 2, digest: `sha256:${'4'.repeat(64)}` };

/** As it lies in the registry: its digest differs with its content. */
async function pushed(project: string, content: string, key?: typeof own.privateKey) {
  const config = { ...empty, mediaType: 'application/vnd.oci.image.config.v1+json' };
  const manifest = { schemaVersion: 2, config, layers: [], annotations: { content } };
  const digest = server.putManifest(`acme/${project}`, content, manifest);
  const repository = repositoryName(registry, project);
  if (key !== undefined) {
    const access = { credentials: undefined, actions: 'pull,push' } as const;
    const ask = registryRequests({ registry, project, ...access });
    const statement = { repository, digest, predicateType: sbomPredicate, predicate: {} };
    await attachEnvelope(ask, (await readManifest(ask, digest)).descriptor, attest(statement, key));
  }
  return { repository, digest };
}

type Pushed = Awaited<ReturnType<typeof pushed>>;

const reference = ({ repository, digest }: Pushed): string => `${repository}:c-0123@${digest}`;

function manifest(image: string, init = image): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      initContainers: [{ name: init, image: "${init}" }]
      containers: [{ name: main, image: "${image}" }]
`;
}

/** What the API server gives back of what was applied: with empty selectors of its own. */
function stored(objects: readonly unknown[]): readonly unknown[] {
  const text = JSON.stringify(objects)
    .replaceAll('"matchConstraints":{', '"matchConstraints":{"objectSelector":{},')
    .replaceAll('"matchResources":{', '"matchResources":{"objectSelector":{},')
    .replaceAll('"metadata":{', '"metadata":{"resourceVersion":"7",');
  return JSON.parse(text) as readonly unknown[];
}

/** A cluster that has these policies, and the code by which it refuses what is to be rolled out. */
async function refusal(objects: readonly unknown[], ...manifests: readonly string[]) {
  return refusalOf('helm-deploy', objects, ...manifests);
}

async function refusalOf(
  target: 'helm-deploy' | 'helm-rollback',
  objects: readonly unknown[],
  ...manifests: readonly string[]
) {
  const answer = objects.length === 0 ? '' : JSON.stringify({ items: stored(objects) });
  const result = { exitCode: 0, stdout: answer, stderr: '' };
  const kubectl: Kubectl = {
    namespace,
    try: () => Promise.resolve(result),
    read: () => Promise.resolve(answer),
  };
  const attestation = { environment: 'prod', registry, key: own.publicKey };
  const rollout = { release: 'api', target, kubectl, attestation };
  return refuseUnattested(rollout, ...manifests).then(
    () => 'taken',
    (error: unknown) => String(error),
  );
}

type Objects = ReturnType<typeof policyObjects>;

/** Each lets any image run, or some. */
const weakened: Readonly<Record<string, (objects: Objects) => readonly unknown[]>> = {
  'no binding': ([policy]) => [policy],
  'a binding that only warns': ([policy, binding]) => [
    policy,
    { ...binding, spec: { ...(binding?.['spec'] as object), validationActions: ['Warn'] } },
  ],
  'a condition that is never met': ([policy, binding]) => [
    {
      ...policy,
      spec: {
        ...(policy?.['spec'] as object),
        matchConditions: [{ name: 'never', expression: 'false' }],
      },
    },
    binding,
  ],
  'a failure that lets in': ([policy, binding]) => [
    { ...policy, spec: { ...(policy?.['spec'] as object), failurePolicy: 'Ignore' } },
    binding,
  ],
  'a list that is no list': ([policy, binding]) => [
    {
      ...policy,
      spec: {
        ...(policy?.['spec'] as object),
        variables: [{ name: 'attested', expression: 'object.metadata.labels' }],
      },
    },
    binding,
  ],
  'a policy of another namespace': ([policy]) => [policy, policyObjects('other', [])[1]],
};

describe('a deploy into an environment whose images are attested (helivanta#912)', () => {
  it('is made where each image is attested and the policy has it', async () => {
    const image = await pushed('api', 'one', own.privateKey);
    const policy = policyObjects(namespace, [image]);
    expect(await refusal(policy, manifest(reference(image)), manifest(reference(image)))).toBe(
      'taken',
    );
  });

  it.each([
    ['nobody attested', undefined, 'is not attested'],
    ['another key attested', other.privateKey, 'is attested by another key'],
  ])(
    'is refused for an image that %s, also where the policy has it',
    async (_how, key, verdict) => {
      const image = await pushed('api', 'by hand', key);
      const policy = policyObjects(namespace, [image]);
      expect(await refusal(policy, manifest(reference(image)))).toMatch(
        new RegExp(`NXHELM_IMAGE_UNATTESTED: .*${image.digest} ${verdict}; nothing was changed`),
      );
    },
  );

  it.each([
    ['a tag alone', 'docker.io/library/busybox:1.37', 'without a digest'],
    ['another registry', `quay.io/acme/api@sha256:${'a'.repeat(64)}`, 'not of the registry'],
  ])('is refused for an image of %s, in any container', async (_of, init, verdict) => {
    const image = await pushed('api', 'one', own.privateKey);
    const policy = policyObjects(namespace, [image]);
    const said = await refusal(policy, manifest(reference(image), init));
    expect(said).toMatch(new RegExp(`NXHELM_IMAGE_UNATTESTED: .*is ${verdict}`));
  });

  it('looks at the manifests of an install and of an upgrade', async () => {
    const [good, bad] = [await pushed('api', 'one', own.privateKey), await pushed('api', 'two')];
    const policy = policyObjects(namespace, [good, bad]);
    const said = await refusal(policy, manifest(reference(good)), manifest(reference(bad)));
    expect(said).toContain('NXHELM_IMAGE_UNATTESTED');
  });

  it('is refused where the cluster has no policy, with the command that makes it', async () => {
    const image = await pushed('api', 'one', own.privateKey);
    expect(await refusal([], manifest(reference(image)))).toMatch(
      /NXHELM_ADMISSION_MISSING: .*nx-helm-attested-acme.*Do: npx nx run infra:admission -c prod, then npx nx run api:helm-deploy -c prod/,
    );
  });

  it('is a rollback that is to be run again, where it was one that was refused', async () => {
    const good = manifest(reference(await pushed('api', 'one', own.privateKey)));
    const bad = manifest(reference(await pushed('api', 'two')));
    const again =
      /Do: npx nx run infra:admission -c prod, then npx nx run api:helm-rollback -c prod/;
    expect(await refusalOf('helm-rollback', [], good)).toMatch(again);
    expect(await refusalOf('helm-rollback', policyObjects(namespace, []), good)).toMatch(again);
    expect(await refusalOf('helm-rollback', [], bad)).toMatch(
      /NXHELM_IMAGE_UNATTESTED: .*Do: npx nx run api:helm-rollback -c prod --revision <another one>/,
    );
  });

  it('is refused where the policy does not have the image yet', async () => {
    const [before, now] = [
      await pushed('api', 'one', own.privateKey),
      await pushed('api', 'two', own.privateKey),
    ];
    const said = await refusal(policyObjects(namespace, [before]), manifest(reference(now)));
    expect(said).toMatch(
      new RegExp(`NXHELM_ADMISSION_STALE: .*would refuse ${now.repository}@${now.digest}`),
    );
  });

  it.each(Object.entries(weakened))(
    'is refused where somebody left the policy %s',
    async (_how, weaken) => {
      const image = await pushed('api', 'one', own.privateKey);
      const objects = weaken(policyObjects(namespace, [image]));
      expect(await refusal(objects, manifest(reference(image)))).toMatch(
        /NXHELM_ADMISSION_STALE: .*may let any image run/,
      );
    },
  );
});
