import { createHelm } from '../../helm/helm.ts';
import { testRelease } from '../../helm/test-release.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
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
