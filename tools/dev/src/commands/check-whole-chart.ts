import { UserError } from '@taskora/base/errors';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkWholeChart } from '../checks/whole-chart.ts';
import { registryForCheck } from '../environment.ts';

const again = 'npx nx run taskora:check-install';

/** Installs the whole chart from the registry that OCI_REGISTRY names (K5, K6, K10). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  const registry = registryForCheck();
  if (registry !== undefined) {
    return inCluster(
      { code: 'WHOLE_CHART_FAILED', what: 'the whole chart is not as it should be', fix: again },
      () => checkWholeChart(registry),
    );
  }
  const what = 'OCI_REGISTRY names no registry to push the chart to';
  throw new UserError('NO_REGISTRY', what, again);
});
