import { formatTable } from '@taskora/base/table';
import type { RunningImage } from '../../attestation/running-images.ts';
import { runningImages } from '../../attestation/running-images.ts';
import type { VerifiedImage } from '../../attestation/verify-running.ts';
import { verifyRunning } from '../../attestation/verify-running.ts';
import { executorOfAny, printAnswer } from '../report.ts';
import { unverified, verifiable } from './verifiable.ts';

interface VerifyOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** Whether each image that runs in an environment was attested by the key that its file names. */
export default executorOfAny<VerifyOptions>(async (options, context, project) => {
  const { name, registry, keys, kubectls } = await verifiable(
    options.environment,
    context,
    project,
  );
  const images = new Map<string, RunningImage>();
  for (const kubectl of kubectls) {
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

function formatVerified(images: readonly VerifiedImage[], environment: string): string {
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
