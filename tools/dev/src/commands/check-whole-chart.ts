import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { checkWholeChart } from '../checks/whole-chart.ts';
import { registryForCheck } from '../environment.ts';

/** Installs the whole chart from the registry that OCI_REGISTRY names (K5, K6, K10). */
await runMain(async () => {
  const registry = registryForCheck();
  if (registry !== undefined) return checkWholeChart(registry);
  const what = 'OCI_REGISTRY names no registry to push the chart to';
  throw new UserError('NO_REGISTRY', what, 'npx nx run taskora:check-install');
});
