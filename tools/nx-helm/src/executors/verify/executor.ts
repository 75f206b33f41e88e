import { UserError } from '@taskora/base/errors';
import { formatTable } from '@taskora/base/table';
import { missingKey, readImageKeys } from '../../attestation/keys.ts';
import type { RunningImage } from '../../attestation/running-images.ts';
import { runningImages } from '../../attestation/running-images.ts';
import type { VerifiedImage } from '../../attestation/verify-running.ts';
import { verifyRunning } from '../../attestation/verify-running.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { connect } from '../../cluster/connect.ts';
import { executorOfAny, printAnswer, releasesAsked } from '../report.ts';

interface VerifyOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** Whether each image that runs in an environment was attested by the key that its file names. */
export default executorOfAny<VerifyOptions>(async (options, context, project) => {
  const { root } = context;
  const { releases } = releasesAsked(options.environment, context, project);
  const [first] = releases;
  if (first === undefined) return;
  const { environment: name, environmentsDirectory } = first.options;
  const environment = readEnvironment(root, environmentsDirectory, name, project);
  const { registry, file, attestationKey, place } = environment;
  const keys = readImageKeys({ workspaceRoot: root, file, attestationKey });
  if (registry === undefined || keys === undefined) throw missingKey(file);
  const images = new Map<string, RunningImage>();
  const namespaces = new Set<string>();
  for (const { project: release, options: own } of releases) {
    const { kubectl, assertCluster } = connect(root, { ...own, ...place }, release);
    if (namespaces.has(kubectl.namespace)) continue;
    namespaces.add(kubectl.namespace);
    await assertCluster();
    // All pods of the namespace: one that nobody deployed is the first to be found.
    const pods = await kubectl.read(['get', 'pods', '--output', 'json']);
    for (const image of runningImages(pods)) images.set(JSON.stringify(image), image);
  }
  const verified = await verifyRunning([...images.values()], registry, keys.verify);
  await printAnswer(options, context, verified, () => formatVerified(verified, name));
  const wrong = verified.filter(({ verdict }) => verdict !== 'attested');
  if (wrong.length > 0) throw unverified(wrong, project, name);
});

const digestCharacters = 'sha256:'.length + 12;

export function formatVerified(images: readonly VerifiedImage[], environment: string): string {
  const rows = images.map(({ verdict, repository, digest = '-', containers }) => [
    verdict,
    repository,
    digest.slice(0, digestCharacters),
    containers.join(', '),
  ]);
  const attested = images.filter(({ verdict }) => verdict === 'attested').length;
  const sum = `${attested} of ${images.length} running images are attested (environment ${environment})`;
  return [...(rows.length === 0 ? [] : [formatTable(rows)]), sum].join('\n');
}

function unverified(
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
