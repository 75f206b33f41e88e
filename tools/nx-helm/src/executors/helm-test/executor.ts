import { UserError } from '@taskora/base/errors';
import { helmErrorText, refuseUnfitHelm } from '../../chart/helm.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { reportLeftOut } from '../../release/left-out.ts';
import type { ReleasePlace } from '../../release/stored-release.ts';
import { connectRelease, placeArguments, readInstalled } from '../../release/stored-release.ts';
import { executor, leftOutOf } from '../report.ts';

interface TestRequest extends ReleasePlace {
  readonly timeoutSeconds: number;
}

interface ReleaseStatus {
  readonly hooks?: readonly {
    readonly name: string;
    readonly events?: readonly string[];
  }[];
}

/** Runs the chart's test hooks in the cluster; resolves to the names of those that passed. */
export async function testRelease(request: TestRequest): Promise<readonly string[]> {
  const { helm, release, timeoutSeconds } = request;
  const place = placeArguments(request);
  const status = await helm.run(['status', release, '--output', 'json', ...place]);
  if (status.exitCode !== 0) throw failed(release, 'status', helmErrorText(status), place);
  const tests = testNames(JSON.parse(status.stdout) as ReleaseStatus);
  if (tests.length === 0) throw untested(release);
  const timeout = ['--timeout', `${timeoutSeconds}s`];
  const result = await helm.run(['test', release, '--logs', ...timeout, ...place]);
  if (result.exitCode === 0) return tests;
  const texts = [helmErrorText(result), result.stdout.trim()].filter((text) => text !== '');
  throw failed(release, 'test', texts.join('\n'), place);
}

function testNames({ hooks = [] }: ReleaseStatus): string[] {
  return hooks.filter(({ events = [] }) => events.includes('test')).map(({ name }) => name);
}

function untested(release: string): UserError {
  return new UserError(
    'NXHELM_NO_TESTS',
    'the deployed chart has no test hook, so nothing was tested',
    `annotate a Pod of the chart with helm.sh/hook: test, then npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

function failed(release: string, verb: string, what: string, place: readonly string[]): UserError {
  return new UserError(
    'NXHELM_TEST_FAILED',
    `helm ${verb}: ${what}`,
    `helm status ${release} ${place.join(' ')}`,
    { project: release },
  );
}

export interface HelmTestOptions extends ClusterOptions {
  readonly environment?: string;
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 120;

export default executor<HelmTestOptions>(async (options, context, release) => {
  const { root } = context;
  const leftOut = leftOutOf(context, options, release);
  if (leftOut !== undefined) {
    await reportLeftOut(root, leftOut);
    return;
  }
  const place = connectRelease(root, options, release);
  await readInstalled(place);
  await refuseUnfitHelm(place.helm, release);
  const timeoutSeconds = options.timeoutSeconds ?? defaultTimeoutSeconds;
  const passed = await testRelease({ ...place, timeoutSeconds });
  console.log(`${release}: passed ${passed.join(', ')}`);
});
