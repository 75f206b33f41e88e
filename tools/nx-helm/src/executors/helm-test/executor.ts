import { createHelm } from '../../chart/helm.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { testRelease } from '../../release/test-release.ts';
import { executor } from '../report.ts';

export interface HelmTestOptions extends ClusterOptions {
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 120;

export default executor<HelmTestOptions>(async (options, { root }, release) => {
  const { context } = connect(root, options, release);
  const { namespace, programsDirectory } = options;
  const helm = createHelm(root, programsDirectory, release);
  const timeoutSeconds = options.timeoutSeconds ?? defaultTimeoutSeconds;
  const passed = await testRelease({ helm, release, namespace, context, timeoutSeconds });
  console.log(`${release}: passed ${passed.join(', ')}`);
});
