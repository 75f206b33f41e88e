import { UserError } from '@taskora/base/errors';
import { differences, takeSnapshot } from './snapshot.ts';
import { productReleases } from '../deployment/releases.ts';
import { readDeployReports, readLoadedImages, summarise } from '../cluster/deploy-reports.ts';
import { run } from '../run.ts';

/** Runs a deploy and fails if it built, loaded or rolled out anything. */
export async function checkNoop(program: string, args: readonly string[]): Promise<number> {
  const before = await takeSnapshot();
  const started = Date.now();
  const { exitCode } = await run(program, args, { inherit: true });
  if (exitCode !== 0) return exitCode;
  console.log(`took ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const loads = readLoadedImages().map((image) => `loaded ${image}`);
  const changed = [...differences(before, await takeSnapshot()), ...loads];
  const reports = readDeployReports();
  for (const line of changed) console.error(line);
  const skipped = reports
    .filter((report) => report.action === 'skipped')
    .map((each) => each.release);
  if (changed.length === 0 && skipped.join() === productReleases().join()) {
    console.log(`0 image builds, 0 image loads, 0 new Helm revisions; ${summarise(reports)}`);
    return 0;
  }
  throw new UserError(
    'NOT_A_NOOP',
    `${summarise(reports)}; ${changed.length} differences`,
    'npx nx run infra:history, which says why each revision was rolled out',
  );
}
