import type { ClusterOptions } from '../../cluster/connect.ts';
import { connectRelease, readInstalled } from '../../release/stored-release.ts';
import { testRelease } from '../../release/test-release.ts';
import { executor } from '../report.ts';

export interface HelmTestOptions extends ClusterOptions {
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 120;

export default executor<HelmTestOptions>(async (options, { root }, release) => {
  const place = connectRelease(root, options, release);
  await readInstalled(place);
  const timeoutSeconds = options.timeoutSeconds ?? defaultTimeoutSeconds;
  const passed = await testRelease({ ...place, timeoutSeconds });
  console.log(`${release}: passed ${passed.join(', ')}`);
});
