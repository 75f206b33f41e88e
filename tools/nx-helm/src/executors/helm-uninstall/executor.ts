import { NxHelmError } from '../../errors.ts';
import { createHelm, helmWords } from '../../helm/helm.ts';
import { unkeptVolumes } from '../../helm/volumes.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import { executor } from '../report.ts';

export default executor<ClusterOptions>(async (options, { root }, release) => {
  const { kubectl, context } = connect(root, options, release);
  const { releases } = await readClusterState(kubectl);
  if (!releases.has(release)) {
    console.log(`${release}: not installed, nothing to remove`);
    return;
  }
  const helm = createHelm(root, options.programsDirectory, release);
  const place = ['--namespace', options.namespace, '--kube-context', context];
  const manifest = await helm.run(['get', 'manifest', release, ...place]);
  refuseToLoseData(release, unkeptVolumes(manifest.stdout));
  const result = await helm.run(['uninstall', release, '--wait', ...place]);
  if (result.exitCode === 0) {
    console.log(`${release}: removed; its volumes are kept`);
    return;
  }
  throw new NxHelmError({
    code: 'NXHELM_UNINSTALL_FAILED',
    project: release,
    what: `helm uninstall: ${helmWords(result)}`,
    command: `helm status ${release} ${place.join(' ')}`,
  });
});

function refuseToLoseData(release: string, volumes: readonly string[]): void {
  if (volumes.length === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_VOLUME_NOT_KEPT',
    project: release,
    what: `uninstalling would delete the data of the volume claims ${volumes.join(', ')}`,
    command:
      'give them the annotation "helm.sh/resource-policy: keep" in the chart, deploy, and try again',
  });
}
