import type { Kubectl } from '../../cluster/connect.ts';
import { attestedImagesIn, policyName, policyObjects } from '../../attestation/admission-policy.ts';
import { policyText, readPolicy, writePolicy } from '../../release/policy-store.ts';
import { runningImages } from '../../attestation/running-images.ts';
import type { VerifiedImage } from '../../attestation/verify-running.ts';
import { verifyRunning } from '../../attestation/verify-running.ts';
import { imagesIn } from '../../chart/manifest-objects.ts';
import { listPushedImages } from '../../image/registry.ts';
import { partsOf } from '../../image/named-image.ts';
import { parseStoredReleases } from '../../release/stored-release.ts';
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
 * pushed for it, what runs, what the kept revisions of its releases run, and what the list had before. Each is
 * verified now.
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
  const projects = Object.keys(context.projectsConfigurations.projects);
  const pushed = await verify(listPushedImages(context.root, name, projects));
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
    const images = attestedOf([...pushed, ...others, ...(await verify(await kept(kubectl)))]);
    const objects = policyObjects(namespace, images);
    if (options.dryRun === true) console.log(policyText(objects));
    else await writePolicy(kubectl, objects);
    const refused = others.filter(({ verdict }) => verdict !== 'attested');
    for (const { repository, digest = '', verdict } of refused) {
      console.warn(`${namespace}: ${repository} ${digest} is ${verdict}, and may not start again`);
    }
    console.log(`${namespace}: ${images.length} attested images may run, and no other`);
  }
});

async function listed(kubectl: Kubectl) {
  return (await readPolicy(kubectl)).flatMap(attestedImagesIn);
}

/** What a rollback may take a release to; a list that was begun anew would refuse it. */
async function kept(kubectl: Kubectl) {
  const records = ['secrets,configmaps', '--selector', 'owner=helm', '--output', 'json'];
  const revisions = parseStoredReleases(await kubectl.read(['get', ...records]));
  const images = new Set(revisions.flatMap(({ manifest }) => imagesIn(manifest)));
  return [...images].map(partsOf);
}

async function running(kubectl: Kubectl) {
  return runningImages(await kubectl.read(['get', 'pods', '--output', 'json']));
}

function attestedOf(images: readonly VerifiedImage[]) {
  const right = images.flatMap(({ repository, digest, verdict }) =>
    verdict === 'attested' && digest !== undefined ? [{ repository, digest }] : [],
  );
  return [
    ...new Map(right.map((image) => [`${image.repository}@${image.digest}`, image])).values(),
  ];
}
