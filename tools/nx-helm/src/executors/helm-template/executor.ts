import { rm } from 'node:fs/promises';
import type { ChartOptions } from '../../helm/chart-options.ts';
import { readEnvironment } from '../../helm/environment-file.ts';
import { createHelm } from '../../helm/helm.ts';
import { manifestPaths, writeRender, writeValues } from '../../helm/manifests.ts';
import { releaseValues } from '../../helm/release-values.ts';
import { render } from '../../helm/render.ts';
import { stageChart } from '../../helm/stage-chart.ts';
import { executor } from '../report.ts';

export default executor<ChartOptions>(async (options, { root }, project) => {
  const { namespace, environmentsDirectory } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const paths = manifestPaths(root, project);
  await rm(paths.folder, { recursive: true, force: true });
  await stageChart(root, options.chart, paths.chart);
  await writeValues(paths, releaseValues(root, project, options, environment));
  const rendered = await render(createHelm(root, options.programsDirectory, project), {
    project,
    namespace,
    chart: options.chart,
    chartFolder: paths.chart,
    valuesFiles: [paths.values],
    environment,
  });
  const fingerprint = await writeRender(paths, rendered, environment);
  console.log(`${project}: rendered for ${environment.name}, fingerprint ${fingerprint}`);
});
