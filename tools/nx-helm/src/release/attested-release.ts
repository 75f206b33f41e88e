import type { KeyObject } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import type { AttestedImage } from '../attestation/admission-policy.ts';
import { enforcedImages, policyName } from '../attestation/admission-policy.ts';
import { missingKey, readImageKeys } from '../attestation/keys.ts';
import { readPolicy } from './policy-store.ts';
import { verifyRunning } from '../attestation/verify-running.ts';
import type { Environment } from '../chart/environment-file.ts';
import { imagesIn } from '../chart/manifest-objects.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { NamedImage } from '../image/named-image.ts';
import { partsOf } from '../image/named-image.ts';
import type { Registry } from '../image/registry.ts';

/** By what the images of an environment are verified. */
export interface Attestation {
  readonly environment: string;
  readonly registry: Registry;
  readonly key: KeyObject;
}

/** Undefined where the environment demands nothing of its images. */
export function readAttestation(
  workspaceRoot: string,
  { name, file, attestationKey, registry }: Environment,
): Attestation | undefined {
  if (attestationKey === undefined) return undefined;
  const keys = readImageKeys({ workspaceRoot, file, attestationKey });
  if (keys === undefined || registry === undefined) throw missingKey(file);
  return { environment: name, registry, key: keys.verify };
}

interface AttestedRollout {
  readonly release: string;
  /** What is refused, and is to be run again. */
  readonly target: 'helm-deploy' | 'helm-rollback';
  readonly kubectl: Kubectl;
  readonly attestation: Attestation;
}

/**
 * Why Helm may not be given these manifests; undefined where it may. Each image is verified here, so a cluster
 * whose API server refuses nothing is safe from this release too; and the policy is asked for, because
 * other programs than this one start pods as well.
 */
export async function unattestedIn(
  rollout: AttestedRollout,
  ...manifests: readonly string[]
): Promise<UserError | undefined> {
  const images = [...new Set(manifests.flatMap(imagesIn))].map(partsOf);
  return (await unattested(rollout, images)) ?? (await unenforced(rollout, images));
}

/** Before Helm is called, and nothing was changed. */
export async function refuseUnattested(
  rollout: AttestedRollout,
  ...manifests: readonly string[]
): Promise<void> {
  const error = await unattestedIn(rollout, ...manifests);
  if (error !== undefined) throw error;
}

async function unattested(
  { release, target, attestation }: AttestedRollout,
  images: readonly NamedImage[],
): Promise<UserError | undefined> {
  const { environment, registry, key } = attestation;
  const asked = images.map((image) => ({ ...image, containers: [] }));
  const wrong = (await verifyRunning(asked, registry, key))
    .filter(({ verdict }) => verdict !== 'attested')
    .map(({ repository, digest, verdict }) => `${nameOf({ repository, digest })} is ${verdict}`);
  if (wrong.length === 0) return undefined;
  return new UserError(
    'NXHELM_IMAGE_UNATTESTED',
    `the environment "${environment}" runs what its key has attested alone, and ${wrong.join(', ')}; nothing was changed`,
    target === 'helm-rollback'
      ? `npx nx run ${release}:helm-rollback -c ${environment} --revision <another one>; or git switch --detach to its commit, and npx nx run ${release}:helm-deploy -c ${environment} with NX_HELM_IMAGE_SIGNING_KEY`
      : `npx nx run ${release}:helm-deploy -c ${environment} with NX_HELM_IMAGE_SIGNING_KEY, which attests what was built here; an image of others is pushed to ${registry.host} and attested there`,
    { project: release },
  );
}

function nameOf({ repository, digest }: { repository: string; digest: string | undefined }) {
  return digest === undefined ? repository : `${repository}@${digest}`;
}

async function unenforced(
  { release, target, kubectl, attestation: { environment } }: AttestedRollout,
  images: readonly NamedImage[],
): Promise<UserError | undefined> {
  const { namespace } = kubectl;
  const name = policyName(namespace);
  const stored = await readPolicy(kubectl);
  const next = `npx nx run infra:admission -c ${environment}, then npx nx run ${release}:${target} -c ${environment}`;
  if (stored.length === 0) {
    return new UserError(
      'NXHELM_ADMISSION_MISSING',
      `the environment "${environment}" runs attested images alone, and the cluster has no policy ${name} that refuses others in ${namespace}; nothing was changed`,
      next,
      { project: release },
    );
  }
  const what = staleness(enforcedImages(stored, namespace), images);
  if (what === undefined) return undefined;
  return new UserError(
    'NXHELM_ADMISSION_STALE',
    `the policy ${name} ${what}; nothing was changed`,
    next,
    { project: release },
  );
}

function staleness(
  enforced: readonly AttestedImage[] | undefined,
  images: readonly NamedImage[],
): string | undefined {
  if (enforced === undefined) {
    return 'or its binding is not as infra:admission makes it, so it may let any image run';
  }
  const listed = new Set(enforced.map(({ repository, digest }) => `${repository}@${digest}`));
  const unlisted = images
    .map(({ repository, digest = '' }) => `${repository}@${digest}`)
    .filter((image) => !listed.has(image));
  return unlisted.length === 0 ? undefined : `would refuse ${unlisted.join(', ')}`;
}
