import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { ImageKeys } from '../../attestation/keys.ts';
import { missingKey, readImageKeys } from '../../attestation/keys.ts';
import type { VerifiedImage } from '../../attestation/verify-running.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { Kubectl } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import type { Registry } from '../../image/registry.ts';
import { assertClusters } from '../assert-clusters.ts';
import { releasesAsked } from '../report.ts';

/** An environment whose images can be verified, and where they run. */
export interface Verifiable {
  readonly name: string;
  readonly registry: Registry;
  readonly keys: ImageKeys;
  /** One for each namespace. */
  readonly kubectls: readonly Kubectl[];
}

export async function verifiable(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
): Promise<Verifiable> {
  const { root } = context;
  const { releases, leftOut } = releasesAsked(own, context, project);
  const [first = leftOut[0]] = releases;
  if (first === undefined) throw new Error('an environment has releases');
  const { environment: name, environmentsDirectory } = first.options;
  const environment = readEnvironment(root, environmentsDirectory, name, project);
  const { registry, file, attestationKey, place } = environment;
  const keys = readImageKeys({ workspaceRoot: root, file, attestationKey });
  if (registry === undefined || keys === undefined) throw missingKey(file);
  const placed = releases.map((release) => ({
    project: release.project,
    options: { ...release.options, ...place },
  }));
  await assertClusters(root, placed);
  const byNamespace = new Map(placed.map((release) => [release.options.namespace, release]));
  const kubectls = [...byNamespace.values()].map(
    (release) => connect(root, release.options, release.project).kubectl,
  );
  return { name, registry, keys, kubectls };
}

export function unverified(
  wrong: readonly VerifiedImage[],
  project: string,
  environment: string,
): UserError {
  const named = wrong.map(({ repository, verdict }) => `${repository} is ${verdict}`);
  return new UserError(
    'NXHELM_VERIFY_FAILED',
    named.join(', '),
    `npx nx run-many -t image-load -c ${environment}, then npx nx run-many -t helm-deploy -c ${environment} --force`,
    { project },
  );
}
