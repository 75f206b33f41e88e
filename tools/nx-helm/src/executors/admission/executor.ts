import type { Kubectl } from '../../cluster/connect.ts';
import { attestedImagesIn, policyName, policyObjects } from '../../attestation/admission-policy.ts';
import { runningImages } from '../../attestation/running-images.ts';
import type { VerifiedImage } from '../../attestation/verify-running.ts';
import { verifyRunning } from '../../attestation/verify-running.ts';
import { listPushedImages } from '../../image/registry.ts';
import { executorOfAny } from '../report.ts';
import { unverified, verifiable } from '../verify/verifiable.ts';

interface AdmissionOptions {
  readonly environment?: string;
  readonly dryRun?: boolean;
  readonly remove?: boolean;
}

const policyKinds = 'validatingadmissionpolicybindings,validatingadmissionpolicies';

/**
 * Lets the API server refuse any image in the environment's namespaces but those that are attested: what was
 * pushed for it, what runs, and what the list had before, for a rollback. Each is verified now.
 */
export default executorOfAny<AdmissionOptions>(async (options, context, project) => {
  const asked = await verifiable(options.environment, context, project);
  const { name, registry, keys, kubectls } = asked;
  const verify = async (images: readonly { repository: string; digest?: string }[]) =>
    verifyRunning(
      images.map((image) => ({ ...image, containers: [] })),
      registry,
      keys.verify,
    );
  const pushed = await verify(listPushedImages(context.root, name));
  const wrong = pushed.filter(({ verdict }) => verdict !== 'attested');
  if (wrong.length > 0 && options.remove !== true) throw unverified(wrong, project, name);
  for (const kubectl of kubectls) {
    const { namespace } = kubectl;
    if (options.remove === true) {
      await kubectl.read(['delete', policyKinds, policyName(namespace), '--ignore-not-found']);
      console.log(`${namespace}: any image may run`);
      continue;
    }
    const others = await verify([...(await listed(kubectl)), ...(await running(kubectl))]);
    const images = attestedOf([...pushed, ...others]);
    const items = policyObjects(namespace, images);
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2);
    if (options.dryRun === true) console.log(text);
    else await apply(kubectl, text);
    const refused = others.filter(({ verdict }) => verdict !== 'attested');
    for (const { repository, digest = '', verdict } of refused) {
      console.warn(`${namespace}: ${repository} ${digest} is ${verdict}, and may not start again`);
    }
    console.log(`${namespace}: ${images.length} attested images may run, and no other`);
  }
});

async function apply(kubectl: Kubectl, input: string): Promise<void> {
  const manager = ['--server-side', '--field-manager', 'nx-helm-admission'];
  await kubectl.read(['apply', ...manager, '--filename', '-'], { input });
}

async function listed(kubectl: Kubectl) {
  const policy = ['validatingadmissionpolicy', policyName(kubectl.namespace)];
  const text = await kubectl.read(['get', ...policy, '--ignore-not-found', '--output', 'json']);
  return text.trim() === '' ? [] : attestedImagesIn(JSON.parse(text));
}

async function running(kubectl: Kubectl) {
  return runningImages(await kubectl.read(['get', 'pods', '--output', 'json']));
}

function attestedOf(images: readonly VerifiedImage[]) {
  const right = images.flatMap(({ repository, digest, verdict }) =>
    verdict === 'attested' && digest !== undefined ? [{ repository, digest }] : [],
  );
  return [...new Map(right.map((image) => [image.digest, image])).values()];
}
