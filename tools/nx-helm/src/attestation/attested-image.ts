import type { KeyObject } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import { registryAuthFiles } from '../base/settings.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { credentialsFor } from '../image/registry-login.ts';
import type { Registry } from '../image/registry.ts';
import { repositoryName } from '../image/registry.ts';
import type { RegistryRequest } from '../image/registry-request.ts';
import { registryRequests } from '../image/registry-request.ts';
import type { ImageKeys } from './keys.ts';
import { attest, checkAttestation, sbomPredicate } from './envelope.ts';
import { attachEnvelope, readEnvelopes, readManifest } from './referrers.ts';
import { makeSbom } from './sbom.ts';

interface Place {
  readonly registry: Registry;
  readonly project: string;
}

async function requests(place: Place, actions: 'pull' | 'pull,push'): Promise<RegistryRequest> {
  const credentials = await credentialsFor(place.registry.host, registryAuthFiles());
  return registryRequests({ ...place, credentials, actions });
}

export type Verdict =
  'attested' | 'not attested' | 'attested by another key' | 'attested as another image';

/** One right attestation is enough; whoever may write to the registry can add wrong ones. */
export async function verifyImage(place: Place, digest: string, key: KeyObject): Promise<Verdict> {
  const ask = await requests(place, 'pull');
  const repository = repositoryName(place.registry, place.project);
  const checked = (await readEnvelopes(ask, digest)).map(
    (envelope) => checkAttestation(envelope, { repository, digest }, key).is,
  );
  if (checked.includes('attested')) return 'attested';
  if (checked.includes('of another image')) return 'attested as another image';
  return checked.includes('by another key') ? 'attested by another key' : 'not attested';
}

interface AttestRequest extends Place {
  readonly workspaceRoot: string;
  readonly image: ImageDescription;
  readonly digest: string;
  readonly key: KeyObject;
}

/** Says of the image that was just pushed what is in it; only if the registry has what was built here. */
export async function attestImage(request: AttestRequest): Promise<void> {
  const { registry, project, digest, key, image, workspaceRoot } = request;
  const ask = await requests(request, 'pull,push');
  const { descriptor, configDigest } = await readManifest(ask, digest);
  if (configDigest !== image.configDigest) {
    throw unattested(project, `${digest} in the registry is not the image that was built here`);
  }
  const predicate: unknown = JSON.parse(await makeSbom(workspaceRoot, image));
  const repository = repositoryName(registry, project);
  const statement = { repository, digest, predicateType: sbomPredicate, predicate };
  await attachEnvelope(ask, descriptor, attest(statement, key));
}

interface EnsureRequest extends Omit<AttestRequest, 'key'> {
  readonly keys: ImageKeys;
}

/**
 * The image is attested, or it is refused: a content tag that somebody pushed by hand names any content. One
 * whose configuration is that of the image here is the image here, since that names the layers, so it may
 * be attested also where an earlier run pushed it.
 */
export async function ensureAttested({ keys, ...request }: EnsureRequest): Promise<void> {
  const { registry, project, digest } = request;
  const before = await verifyImage({ registry, project }, digest, keys.verify);
  if (before === 'attested') return;
  const what = `${repositoryName(registry, project)}@${digest} is ${before}`;
  if (keys.sign === undefined) throw unattested(project, what);
  await attestImage({ ...request, key: keys.sign });
  const after = await verifyImage({ registry, project }, digest, keys.verify);
  if (after !== 'attested')
    throw unattested(project, `${what}, and the key of this run is not the environment's`);
}

function unattested(project: string, what: string): UserError {
  return new UserError(
    'NXHELM_IMAGE_UNATTESTED',
    what,
    `delete that tag in the registry, then npx nx run ${project}:image-load with NX_HELM_IMAGE_SIGNING_KEY`,
    { project },
  );
}
